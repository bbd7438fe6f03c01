using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;

namespace FastOde.Grains.Isolation;

/// <summary>What passes between a silo and the process that runs the attempts of one of its slots.</summary>
[GenerateSerializer, Immutable]
internal abstract record TrainerMessage;

/// <summary>To the process: run this attempt. It has ended before the next one comes.</summary>
/// <param name="Order">What to run, and what is on record of it.</param>
[GenerateSerializer, Immutable]
internal sealed record RunMessage([property: Id(0)] AttemptOrder Order) : TrainerMessage;

/// <summary>To the process: let an attempt save its state and return. Means nothing where it has ended.</summary>
/// <param name="Lease">The attempt.</param>
[GenerateSerializer, Immutable]
internal sealed record StopMessage([property: Id(0)] AttemptLease Lease) : TrainerMessage;

/// <summary>To the process, in answer to <see cref="SettleMessage"/>: every report is stored, or one cannot be.</summary>
/// <param name="Fault">Why one cannot be; null where all are.</param>
[GenerateSerializer, Immutable]
internal sealed record SettledMessage([property: Id(0)] string? Fault) : TrainerMessage;

/// <summary>To the silo: how far the attempt is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="IterationsPerSecond">Current rate.</param>
[GenerateSerializer, Immutable]
internal sealed record ProgressMessage([property: Id(0)] int Step, [property: Id(1)] double IterationsPerSecond) : TrainerMessage;

/// <summary>To the silo: a report to be stored.</summary>
/// <param name="Report">The report.</param>
[GenerateSerializer, Immutable]
internal sealed record ReportMessage([property: Id(0)] AttemptReport Report) : TrainerMessage;

/// <summary>To the silo: say when every report so far is stored.</summary>
[GenerateSerializer, Immutable]
internal sealed record SettleMessage : TrainerMessage;

/// <summary>To the silo: the attempt has ended.</summary>
/// <param name="Result">How.</param>
[GenerateSerializer, Immutable]
internal sealed record EndedMessage([property: Id(0)] AttemptResult Result) : TrainerMessage;

/// <summary>To the silo: the attempt has ended by an exception.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Detail">The exception with its trace.</param>
/// <param name="IsOfTheMachine">Whether the machine is to blame.</param>
[GenerateSerializer, Immutable]
internal sealed record FaultMessage([property: Id(0)] string Text, [property: Id(1)] string Detail, [property: Id(2)] bool IsOfTheMachine) : TrainerMessage;

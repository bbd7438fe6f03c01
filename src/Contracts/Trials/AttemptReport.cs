namespace FastOde.Contracts.Trials;

/// <summary>What a running attempt reports, to be stored under its lease.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.AttemptReport")]
public abstract record AttemptReport;

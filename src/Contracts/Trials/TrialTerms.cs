using FastOde.Specs;

namespace FastOde.Contracts.Trials;

/// <summary>What an experiment says of all its trials.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.TrialTerms")]
public sealed record TrialTerms
{
    /// <summary>What they may take of the slots, and before whom.</summary>
    [Id(0)]
    public required SlotTerms Slots { get; init; }

    /// <summary>Attempts after the first that a failing trial may have.</summary>
    [Id(1)]
    public required int Retries { get; init; }

    /// <summary>What is optimised; null where the experiment only compares.</summary>
    [Id(2)]
    public ObjectiveSpec? Objective { get; init; }

    /// <summary>What a trial needs of GPUs where its assignment says nothing else, also where it computes on none; null where no trial computes on any.</summary>
    [Id(3)]
    public GpuNeed? Gpus { get; init; }
}

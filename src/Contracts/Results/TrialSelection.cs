namespace FastOde.Contracts.Results;

/// <summary>Which trials a query is about: those of one experiment, or some of any.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.TrialSelection")]
public sealed record TrialSelection
{
    /// <summary>The experiment whose trials they are, where <see cref="Ids"/> is null.</summary>
    [Id(0)]
    public long ExperimentId { get; init; }

    /// <summary>The last of the experiment's trials, by number; those after it are left out.</summary>
    [Id(1)]
    public int LastNumber { get; init; } = int.MaxValue;

    /// <summary>The trials one by one; null for those of the experiment.</summary>
    [Id(2)]
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The trials of an experiment.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="lastNumber">The last of them, by number.</param>
    public static TrialSelection Of(long experimentId, int lastNumber = int.MaxValue) => new() { ExperimentId = experimentId, LastNumber = lastNumber };

    /// <summary>Some trials.</summary>
    /// <param name="ids">Their ids.</param>
    public static TrialSelection Of(IReadOnlyList<string> ids) => new() { Ids = ids };
}

using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>What all pruners share that stop trials at all.</summary>
public abstract record JudgingPrunerSpec : PrunerSpec
{
    /// <summary>The objective by which trials are judged, written as there. Needed where there are several.</summary>
    [Form("cell")]
    public string? By { get; init; }
}

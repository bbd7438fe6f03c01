using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>What an experiment optimises: one cell of the evaluation table.</summary>
public sealed record ObjectiveSpec
{
    /// <summary>The cell to optimise; must be one that the trial evaluates.</summary>
    [Form("cell")]
    public required string Metric { get; init; }

    /// <summary>Whether less or more of it is better.</summary>
    [Key("direction"), Words("direction", "minimize", "maximize")]
    public bool Maximize { get; init; }
}

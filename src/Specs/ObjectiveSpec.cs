using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>What an experiment optimises: one cell of the evaluation table, or several, and what it demands of others.</summary>
public sealed record ObjectiveSpec
{
    /// <summary>The cell to optimise; must be one that the trial evaluates. <c>nfe</c> and <c>seconds</c> stand for what a cell costs, see below.</summary>
    [Form("cell")]
    public required string Metric { get; init; }

    /// <summary>Whether less or more of it is better.</summary>
    [Key("direction"), Words("direction", "minimize", "maximize")]
    public bool Maximize { get; init; }

    /// <summary>Further cells to optimise at the same time, such as <c>curvature</c> or <c>maximize recall@heun-9</c>, see below.</summary>
    [Text(200), List(MayBeEmpty = true)]
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Demands on cells, such as <c>recall@heun-9 >= 0.6</c> or <c>fid@euler-100 within 5 % of best</c>, see below. A trial that misses one is worse than all that miss none.</summary>
    [Text(200), List(MayBeEmpty = true)]
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>Whether another asks for the same in the same order.</summary>
    public bool Equals(ObjectiveSpec? other) =>
        other is not null && Metric == other.Metric && Maximize == other.Maximize && Also.SequenceEqual(other.Also) && Where.SequenceEqual(other.Where);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Metric, Maximize, Also.Count, Where.Count);
}

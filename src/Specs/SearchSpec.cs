using System.Text.Json.Serialization;
using FastOde.Specs.Keys;
using FastOde.Specs.Pruners;
using FastOde.Specs.Schema;

namespace FastOde.Specs;

/// <summary>The search of an experiment.</summary>
public sealed record SearchSpec
{
    /// <summary>The largest number of trials that one experiment can have.</summary>
    public const int MaximumTrials = 100_000;

    /// <summary>What to vary, see below. An empty space has one assignment: the trial as it stands.</summary>
    public IReadOnlyList<SearchDimension> Space { get; init; } = [];

    /// <summary>Demands on the values of an assignment, such as <c>network.hidden > 16 * network.layers</c>, see below. All of them are met by every assignment.</summary>
    [Text(500), List(MayBeEmpty = true)]
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary><c>grid</c> tries every combination, the first key changing slowest; <c>random</c> draws; <c>sobol</c> fills the space evenly; <c>tpe</c>, <c>cma-es</c> and <c>nsga2</c> learn from results; with <c>external</c> a program proposes the assignments. See below.</summary>
    [Named("sampler")]
    public string Sampler { get; init; } = "grid";

    /// <summary>Assignments to try; fewer where the space has no more. Refused by <c>grid</c> and <c>external</c>, needed by every other sampler.</summary>
    [Whole(1, MaximumTrials)]
    public int? Trials { get; init; }

    /// <summary>Seed of the drawing. Assignment number i depends only on this, i and the key.</summary>
    [Whole(0, 1L << 53)]
    public long Seed { get; init; }

    /// <summary>Earlier experiments over the same keys, by their ids, from whose finished trials <c>tpe</c>, <c>cma-es</c> and <c>nsga2</c> learn. See below.</summary>
    [Whole(1, 1L << 53), List(MayBeEmpty = true)]
    public IReadOnlyList<long> From { get; init; } = [];

    /// <summary>Which trials are stopped before their end; a kind, or a group with its keys.</summary>
    [JsonConverter(typeof(PrunerSpecConverter))]
    public PrunerSpec Pruner { get; init; } = new NoPruningSpec();
}

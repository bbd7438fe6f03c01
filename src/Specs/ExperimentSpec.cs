using System.Text.Json.Serialization;
using FastOde.Specs.Keys;
using FastOde.Specs.Schema;

namespace FastOde.Specs;

/// <summary>An experiment: one trial description, the space to search over it, and its limits.</summary>
[JsonConverter(typeof(ExperimentSpecConverter))]
public sealed record ExperimentSpec
{
    private readonly TrialTemplate? template;

    /// <summary>Shown everywhere. Running a spec again adds an experiment of the same name.</summary>
    [Text(200)]
    public required string Name { get; init; }

    /// <summary>Every assignment is run once a seed. A run is a function of spec, seed and step.</summary>
    [Whole(0, 1L << 53)]
    public IReadOnlyList<long> Seeds { get; init; } = [0];

    /// <summary>What a trial does where the search says nothing else.</summary>
    public required TrialSpec Trial { get; init; }

    /// <summary>The trial as it was written, with keys that only some assignments use.</summary>
    [Key(null)]
    public TrialTemplate Template
    {
        get => template ?? TrialTemplate.Of(Trial);
        init => template = value;
    }

    /// <summary>Which assignments are tried.</summary>
    public SearchSpec Search { get; init; } = new();

    /// <summary>What is minimised or maximised; null where the experiment only compares.</summary>
    public ObjectiveSpec? Objective { get; init; }

    /// <summary>How much may run at once and how often a trial may be tried again.</summary>
    public LimitsSpec Limits { get; init; } = new();

    /// <summary>What is kept of trials that have ended; null for everything.</summary>
    public RetentionSpec? Retention { get; init; }

    /// <summary>The text the spec was read from, kept as it was written.</summary>
    [Key(null)]
    public string Source { get; init; } = "";
}

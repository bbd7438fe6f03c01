namespace FastOde.Analysis.Trials;

/// <summary>A trial as far as comparisons look at it: one assignment with one seed, and how it stands.</summary>
public interface ITrialResult
{
    /// <summary>Unique among all trials; measurements name it.</summary>
    string Id { get; }

    /// <summary>Its experiment.</summary>
    long ExperimentId { get; }

    /// <summary>Counted from 1 in its experiment.</summary>
    int Number { get; }

    /// <summary>Its seed; trials of one assignment differ in nothing else.</summary>
    long Seed { get; }

    /// <summary>The assignment as people read it, without the seed; two assignments may read the same.</summary>
    string Label { get; }

    /// <summary>The assignment in full: equal for seeds of one assignment, and for them alone.</summary>
    string Assignment { get; }

    /// <summary>Training rate in iterations a second; null where it has none yet.</summary>
    double? IterationsPerSecond { get; }

    /// <summary>Evaluations of networks that training has spent, one a sample; null where nobody counted them.</summary>
    long? NetworkEvaluations { get; }

    /// <summary>Value of the first objective at the last evaluation; null where it has none.</summary>
    double? ObjectiveValue { get; }

    /// <summary>Its values of further objectives, then those of demands; null where it has none.</summary>
    IReadOnlyList<double?> OtherValues { get; }

    /// <summary>How it ended before its last step, such as <c>failed</c> or <c>cancelled</c>; null where it completed or goes on.</summary>
    string? EndedEarly { get; }
}

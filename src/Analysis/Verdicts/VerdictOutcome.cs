namespace FastOde.Analysis.Verdicts;

/// <summary>What can be said of two assignments.</summary>
public enum VerdictOutcome
{
    /// <summary>The first is better.</summary>
    FirstIsBetter,

    /// <summary>The second is better.</summary>
    SecondIsBetter,

    /// <summary>They may differ, but the spread over seeds is too large to say.</summary>
    NotDistinguishable,

    /// <summary>Every value is the same.</summary>
    Same,

    /// <summary>There are too few numbers.</summary>
    Unknown,
}

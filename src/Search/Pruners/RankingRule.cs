namespace FastOde.Search.Pruners;

/// <summary>What a <see cref="Ranking"/> is made by. Equal rules share one ranking.</summary>
public abstract record RankingRule
{
    /// <summary>What of a trial is ranked: its number, or its assignment for all of its seeds together.</summary>
    /// <param name="trial">The trial.</param>
    public virtual int Subject(ReportedTrial trial) => trial.Number;

    /// <summary>The value by which a subject is ranked; null where it takes no part.</summary>
    /// <param name="trial">One of its trials.</param>
    /// <param name="history">Where the others are.</param>
    public abstract double? ValueOf(ReportedTrial trial, ReportHistory history);

    /// <summary>A value that can be ranked: what is no finite number comes last.</summary>
    /// <param name="value">The value.</param>
    protected static double Ranked(double value) => double.IsFinite(value) ? value : double.PositiveInfinity;
}

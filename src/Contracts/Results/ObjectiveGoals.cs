using FastOde.Analysis.Measurements;
using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>The objective of a spec in the words of analysis.</summary>
public static class ObjectiveGoals
{
    /// <summary>All that an objective optimises and demands.</summary>
    /// <param name="objective">The objective as the spec has it.</param>
    public static Goals Goals(this ObjectiveSpec objective) =>
        Analysis.Measurements.Goals.Of(objective.Metric, objective.Maximize, objective.Also, objective.Where);
}

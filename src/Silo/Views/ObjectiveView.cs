using FastOde.Specs;

namespace FastOde.Silo.Views;

/// <summary>What an experiment optimises and demands.</summary>
/// <param name="Metric">The cell, such as <c>wasserstein2@euler-4</c>.</param>
/// <param name="Direction"><c>minimize</c> or <c>maximize</c>.</param>
/// <param name="Also">Further objectives, as the spec writes them.</param>
/// <param name="Where">Demands, as the spec writes them.</param>
internal sealed record ObjectiveView(string Metric, string Direction, IReadOnlyList<string> Also, IReadOnlyList<string> Where)
{
    /// <summary>Shows an objective.</summary>
    /// <param name="objective">The objective.</param>
    public static ObjectiveView Of(ObjectiveSpec objective) => new(objective.Metric, DirectionOf(objective), objective.Also, objective.Where);

    /// <summary>The word for the direction of an objective.</summary>
    /// <param name="objective">The objective.</param>
    public static string DirectionOf(ObjectiveSpec objective) => objective.Maximize ? "maximize" : "minimize";
}

using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Solvers;

namespace FastOde.Grains.Specs;

/// <summary>Names that a form offers and a schema cannot list, because they are added while the program runs or are put together.</summary>
internal static class SpecNames
{
    /// <summary>The names there are.</summary>
    /// <param name="topic"><c>data set</c> or <c>solver</c>.</param>
    /// <param name="datasets">The data sets of images that were added.</param>
    public static IReadOnlyList<string> Of(string topic, ImageDatasetStore datasets) => topic switch
    {
        "data set" => [.. DatasetCatalog.Datasets.Names, .. datasets.Names()],
        "solver" => [.. SolverCatalog.Solvers.Names],
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "nothing has such names"),
    };
}

using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Datasets;

/// <summary>Every data set of points in the plane that a spec can name.</summary>
public static class DatasetCatalog
{
    /// <summary>Data sets by spec name: <c>checkerboard</c>, <c>eight-gaussians</c>, <c>s-curve</c>, <c>two-gaussians</c>, <c>two-moons</c>.</summary>
    public static NameCatalog<PointDataset> Datasets { get; } = new(
        "data set",
        Discovery.InstancesOf<PointDataset>().OrderBy(dataset => dataset.Name, StringComparer.Ordinal),
        dataset => dataset.Name);
}

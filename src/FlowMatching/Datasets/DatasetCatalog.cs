using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Datasets;

/// <summary>Every data set of points in the plane that a spec can name.</summary>
public static class DatasetCatalog
{
    /// <summary>Data sets by spec name: <c>two-gaussians</c>, <c>eight-gaussians</c>, <c>two-moons</c>, <c>checkerboard</c>, <c>s-curve</c>.</summary>
    public static NameCatalog<PointDataset> Datasets { get; } = new(
        "data set",
        [new TwoGaussians(), new EightGaussians(), new TwoMoons(), new Checkerboard(), new SCurve()],
        dataset => dataset.Name);
}

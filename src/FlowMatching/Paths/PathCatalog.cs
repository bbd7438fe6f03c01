using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Paths;

/// <summary>Every path a spec can name.</summary>
public static class PathCatalog
{
    /// <summary>Paths by spec name: <c>linear</c>, <c>variance-preserving</c>, <c>cosine</c>.</summary>
    public static NameCatalog<InterpolationPath> Paths { get; } =
        new("path", [new LinearPath(), new VariancePreservingPath(), new CosinePath()], path => path.Name);
}

using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Paths;

/// <summary>Every path a spec can name.</summary>
public static class PathCatalog
{
    /// <summary>Paths by spec name: <c>cosine</c>, <c>linear</c>, <c>variance-preserving</c>.</summary>
    public static NameCatalog<InterpolationPath> Paths { get; } = new(
        "path",
        Discovery.InstancesOf<InterpolationPath>().OrderBy(path => path.Name, StringComparer.Ordinal),
        path => path.Name);
}

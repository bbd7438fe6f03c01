using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>A key that a spec may have.</summary>
/// <param name="Path">Its full path, such as <c>trial.coupling.beta</c>.</param>
internal abstract record SpecKey(string Path)
{
    /// <summary>The values it takes, in words.</summary>
    internal abstract string Expected { get; }

    /// <summary>The value it has where it is not given, as a spec would write it; null where it must be given or is absent.</summary>
    internal abstract string? Default { get; }

    /// <summary>The spec with this key set from its node, or as it was where the node is wrong.</summary>
    internal abstract ExperimentSpec Read(ExperimentSpec spec, SpecNode node, SpecProblems problems);
}

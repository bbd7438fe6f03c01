namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>Tests of what the whole process holds, which run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}

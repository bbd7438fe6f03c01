namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Tests beside which no other runs, because they measure what a process takes or how soon others miss it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The name by which test classes join.</summary>
    public const string Name = "alone";
}

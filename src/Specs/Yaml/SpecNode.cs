namespace FastOde.Specs.Yaml;

/// <summary>A part of a spec's text: a scalar, a list or a mapping.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
internal abstract record SpecNode(int Line)
{
    /// <summary>What stands there, in words for a message.</summary>
    internal abstract string Description { get; }
}

namespace FastOde.Specs.Yaml;

/// <summary>A list.</summary>
/// <param name="Line">The line on which it starts.</param>
/// <param name="Items">Its items in order.</param>
internal sealed record SequenceNode(int Line, IReadOnlyList<SpecNode> Items) : SpecNode(Line)
{
    internal override string Description => "a list";
}

namespace FastOde.Specs.Keys;

/// <summary>A value of an enumeration has another word than its name in lower case.</summary>
/// <param name="text">The word.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WordAttribute(string text) : Attribute
{
    /// <summary>The word.</summary>
    public string Text { get; } = text;
}

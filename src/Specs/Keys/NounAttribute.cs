namespace FastOde.Specs.Keys;

/// <summary>What the words of an enumeration are, in the words of messages.</summary>
/// <param name="noun">Such as <c>basis</c>.</param>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class NounAttribute(string noun) : Attribute
{
    /// <summary>What they are.</summary>
    public string Noun { get; } = noun;
}

namespace FastOde.Specs.Keys;

/// <summary>The record is a family: what its key <c>kind</c> says decides which keys stand beside it. Its kinds are found by <see cref="KindAttribute"/>.</summary>
/// <param name="noun">What its kinds are, in the words of messages.</param>
/// <param name="standard">The kind where none is given.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FamilyAttribute(string noun, string standard) : Attribute
{
    /// <summary>What its kinds are.</summary>
    public string Noun { get; } = noun;

    /// <summary>The kind where none is given.</summary>
    public string Standard { get; } = standard;
}

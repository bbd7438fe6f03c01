namespace FastOde.Specs.Keys;

/// <summary>How the list of a key differs from one of different items, at least one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListAttribute : Attribute
{
    /// <summary>Whether the list may be empty.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Whether items may be equal.</summary>
    public bool MayRepeat { get; init; }
}

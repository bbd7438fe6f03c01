namespace FastOde.Specs.Keys;

/// <summary>The key does something only where another of the same group has a value, or a list of kinds has one.</summary>
/// <param name="key">The other key.</param>
/// <param name="value">Its value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnlyWithAttribute(string key, string value) : Attribute
{
    /// <summary>The other key.</summary>
    public string Key { get; } = key;

    /// <summary>Its value.</summary>
    public string Value { get; } = value;
}

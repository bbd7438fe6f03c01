namespace FastOde.Specs.Keys;

/// <summary>The key has another name than the property in lower case, or, with null, the property is no key.</summary>
/// <param name="name">The name.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute(string? name) : Attribute
{
    /// <summary>The name.</summary>
    public string? Name { get; } = name;
}

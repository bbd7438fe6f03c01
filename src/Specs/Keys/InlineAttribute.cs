namespace FastOde.Specs.Keys;

/// <summary>The keys of the property's record stand beside the others of its owner, so that several owners can share them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InlineAttribute : Attribute;

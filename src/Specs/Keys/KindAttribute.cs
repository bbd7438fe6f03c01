using System.Reflection;

namespace FastOde.Specs.Keys;

/// <summary>The record is one kind of its family.</summary>
/// <param name="word">Its word in a spec.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KindAttribute(string word) : Attribute
{
    /// <summary>Its word in a spec.</summary>
    public string Word { get; } = word;

    /// <summary>Where it stands in lists of kinds; equal places are in the order of words.</summary>
    public int Place { get; init; } = int.MaxValue;

    /// <summary>The word of a record's kind.</summary>
    /// <param name="record">A record of a family.</param>
    public static string WordOf(object record) => record.GetType().GetCustomAttribute<KindAttribute>()!.Word;
}

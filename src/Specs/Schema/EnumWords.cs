using System.Reflection;
using FastOde.Specs.Keys;
using FastOde.Specs.Rules;

namespace FastOde.Specs.Schema;

/// <summary>The words that specs use for the values of an enumeration.</summary>
internal static class EnumWords
{
    /// <summary>The word of a value.</summary>
    internal static string Of(object value) => WordOf(value.GetType().GetField(value.ToString()!)!);

    /// <summary>The value of a word.</summary>
    /// <exception cref="FormatException">There is no such word.</exception>
    internal static object Value(Type type, string word) =>
        Enum.GetValues(type).Cast<object>().FirstOrDefault(value => Of(value) == word) ?? throw new FormatException($"this version knows no {NounOf(type)} '{word}'");

    /// <summary>The rule for the words of an enumeration.</summary>
    internal static ValueRule RuleOf(Type type) => new NameRule(NounOf(type), [.. Enum.GetValues(type).Cast<object>().Select(Of)]);

    private static string NounOf(Type type) => type.GetCustomAttribute<NounAttribute>()?.Noun ?? type.Name;

    private static string WordOf(FieldInfo field) => field.GetCustomAttribute<WordAttribute>()?.Text ?? field.Name.ToLowerInvariant();
}

using System.Collections.Concurrent;
using System.Reflection;
using FastOde.Specs.Keys;
using FastOde.Specs.Rules;

namespace FastOde.Specs.Schema;

/// <summary>The words that specs use for the values of an enumeration.</summary>
internal static class EnumWords
{
    private static readonly ConcurrentDictionary<Type, OrderedDictionary<object, string>> Known = new();

    /// <summary>The word of a value.</summary>
    internal static string Of(object value) => WordsOf(value.GetType())[value];

    /// <summary>The value of a word.</summary>
    /// <exception cref="FormatException">There is no such word.</exception>
    internal static object Value(Type type, string word) =>
        WordsOf(type).FirstOrDefault(pair => pair.Value == word).Key ?? throw new FormatException($"this version knows no {NounOf(type)} '{word}'");

    /// <summary>The rule for the words of an enumeration.</summary>
    internal static ValueRule RuleOf(Type type) => new NameRule(NounOf(type), [.. WordsOf(type).Values]);

    private static string NounOf(Type type) => type.GetCustomAttribute<NounAttribute>()?.Noun ?? type.Name;

    private static OrderedDictionary<object, string> WordsOf(Type type) => Known.GetOrAdd(type, all => new(
        Enum.GetValues(all).Cast<object>().Select(value => KeyValuePair.Create(value, WordOf(all.GetField(value.ToString()!)!)))));

    private static string WordOf(FieldInfo field) => field.GetCustomAttribute<WordAttribute>()?.Text ?? field.Name.ToLowerInvariant();
}

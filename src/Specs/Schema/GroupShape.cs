using System.Collections.Concurrent;
using FastOde.Specs.Keys;

namespace FastOde.Specs.Schema;

/// <summary>A group of keys: those of one record, or of a family whose kind says which record it is.</summary>
/// <param name="noun">What its kinds are, in the words of messages.</param>
/// <param name="standard">The kind where none is given.</param>
/// <param name="records">The records.</param>
/// <param name="schema">Knows the records inside.</param>
internal sealed class GroupShape(string noun, string standard, IReadOnlyList<RecordShape> records, SpecSchema schema)
{
    private readonly ConcurrentDictionary<Type, RecordShape> foreign = new();

    /// <summary>The key that says which kind a family's group is of.</summary>
    internal const string KindKey = "kind";

    private readonly Lazy<OrderedDictionary<string, KeyShape>> keys = new(() =>
        new(records.SelectMany(record => record.Keys).DistinctBy(key => key.Name).Select(key => KeyValuePair.Create(key.Name, key))));

    internal string Noun => noun;

    internal string Standard => standard;

    internal IReadOnlyList<RecordShape> Records => records;

    internal bool IsFamily => records[0].Kind.Length > 0;

    /// <summary>The words of the kinds.</summary>
    internal IReadOnlyList<string> Kinds { get; } = [.. records.Select(record => record.Kind)];

    /// <summary>Every word that a key of the group can have.</summary>
    internal IReadOnlyList<string> Words => [.. (IsFamily ? [KindKey] : Array.Empty<string>()).Concat(Keys.Select(key => key.Name))];

    /// <summary>The keys of all kinds; what several kinds have is here once.</summary>
    internal IEnumerable<KeyShape> Keys => keys.Value.Values;

    /// <summary>The record of a kind; null where there is none.</summary>
    internal RecordShape? Find(string kind) => records.Concat(foreign.Values).FirstOrDefault(record => record.Kind == kind);

    /// <summary>The shape of a record; also of one from an assembly that the schema has not looked through.</summary>
    internal RecordShape Of(object record) => records.FirstOrDefault(known => known.Type == record.GetType())
        ?? foreign.GetOrAdd(record.GetType(), type => new RecordShape(type, KindAttribute.WordOf(record), schema));

    /// <summary>A key as a kind has it, or else as the first kind that has it.</summary>
    internal KeyShape? Key(string name, string kind) => Find(kind)?.Find(name) ?? keys.Value.GetValueOrDefault(name);

    /// <summary>The kinds that have a key.</summary>
    internal IReadOnlyList<string> KindsWith(string name) => [.. records.Where(record => record.Find(name) is not null).Select(record => record.Kind)];
}

namespace FastOde.Specs.Schema;

/// <summary>A record that can be written in a spec: one kind of a family, or a group that has no kinds.</summary>
/// <param name="type">The record's type.</param>
/// <param name="kind">Its word; empty for a group that has no kinds.</param>
/// <param name="schema">Knows the records inside.</param>
internal sealed class RecordShape(Type type, string kind, SpecSchema schema)
{
    private readonly Lazy<OrderedDictionary<string, KeyShape>> keys = new(() =>
        new(KeyShape.Of(type, schema).Select(key => KeyValuePair.Create(key.Name, key))));

    internal Type Type => type;

    internal string Kind => kind;

    /// <summary>Its keys in the order of its properties.</summary>
    internal IEnumerable<KeyShape> Keys => keys.Value.Values;

    internal KeyShape? Find(string name) => keys.Value.GetValueOrDefault(name);

    /// <summary>A record with every default.</summary>
    internal object New() => Activator.CreateInstance(type)!;
}

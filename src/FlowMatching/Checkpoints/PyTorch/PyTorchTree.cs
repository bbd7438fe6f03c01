using System.Globalization;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// Turns what a pickle built into values that never change, and checks every tensor against its storage. Python may
/// share a list or let it contain itself; here such values are repeated, so depth and number are limited.
/// </summary>
/// <param name="container">Where the storages lie.</param>
internal sealed class PyTorchTree(IPyTorchContainer container)
{
    private const int Deepest = 64;
    private const int MostValues = 1_000_000;
    private const int MostTensors = 100_000;
    private const int LongestName = 1024;
    private readonly OrderedDictionary<string, PyTorchTensor> tensors = new(StringComparer.Ordinal);
    private int values;

    /// <summary>The tensors of what was built so far, by name, in the file's order.</summary>
    public IReadOnlyDictionary<string, PyTorchTensor> Tensors => tensors;

    /// <summary>The value that a pickle's result stands for.</summary>
    public PyTorchValue Build(object node) => Build(node, "", 0);

    private PyTorchValue Build(object node, string name, int depth)
    {
        if (depth > Deepest)
            throw Fault($"{Quoted(name)} is nested more than {Deepest} levels deep or contains itself");
        if (++values > MostValues)
            throw Fault($"it has more than {MostValues} values, counting shared ones as often as they appear");
        return node switch
        {
            PyTorchValue value => value,
            PickleTensor tensor => Tensor(tensor, name),
            PickleList list => new PyTorchList([.. list.Items.Select((item, i) => Build(item, Join(name, i.ToString(CultureInfo.InvariantCulture)), depth + 1))]),
            PickleDictionary dictionary => Dictionary(dictionary, name, depth),
            PickleGlobal global => throw Fault($"{Quoted(name)} is the global '{global.Name}' itself, which is no value"),
            _ => throw Fault($"{Quoted(name)} is a storage without a tensor"),
        };
    }

    private PyTorchDictionary Dictionary(PickleDictionary dictionary, string name, int depth)
    {
        var entries = new OrderedDictionary<string, PyTorchValue>(StringComparer.Ordinal);
        foreach (var (node, value) in dictionary.Entries)
        {
            var key = Key(node, name);
            if (!entries.TryAdd(key, Build(value, Join(name, key), depth + 1)))
                throw Fault($"{Quoted(name)} has the key '{key}' twice");
        }

        return new PyTorchDictionary(entries);
    }

    private PyTorchTensor Tensor(PickleTensor place, string name)
    {
        place.Check(name);
        container.Check(place.Storage, name);
        var tensor = new PyTorchTensor(container, place, name);
        if (tensors.Count == MostTensors)
            throw Fault($"it has more than {MostTensors} tensors, counting shared ones as often as they appear");
        return tensors.TryAdd(name, tensor) ? tensor : throw Fault($"it has two tensors named '{name}'");
    }

    private static string Key(object node, string name) => node switch
    {
        PyTorchText text => text.Value,
        PyTorchInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        _ => throw Fault($"{Quoted(name)} has a key that is neither text nor integer"),
    };

    private static string Join(string name, string key) => (name.Length + key.Length) switch
    {
        >= LongestName => throw Fault($"{Quoted(name)} has a key that makes a name of more than {LongestName} characters"),
        _ => name.Length == 0 ? key : $"{name}.{key}",
    };

    private static string Quoted(string name) => name.Length == 0 ? "its top" : $"'{name}'";

    private static PyTorchFaultException Fault(string what) => new(what, PyTorchFaultException.SavePlainData);
}

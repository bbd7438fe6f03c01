using System.Globalization;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

namespace FastOde.FlowMatching.Tests.Checkpoints.Weights;

/// <summary>Composes training states of PyTorch in which every tensor holds one value of its own.</summary>
internal sealed class TrainingState
{
    private readonly List<(string Name, byte[] Content)> storages = [];

    /// <summary>A tensor filled with a value.</summary>
    public string Tensor(IReadOnlyList<long> sizes, float value, string type = "Float")
    {
        var count = sizes.Aggregate(1L, (product, size) => product * size);
        var key = storages.Count.ToString(CultureInfo.InvariantCulture);
        var element = type switch
        {
            "BFloat16" => BitConverter.GetBytes(BitConverter.SingleToUInt32Bits(value))[2..],
            "Half" => BitConverter.GetBytes((Half)value),
            "Double" => BitConverter.GetBytes((double)value),
            "Long" => BitConverter.GetBytes((long)value),
            "ComplexFloat" => [.. BitConverter.GetBytes(value), .. BitConverter.GetBytes(value)],
            _ => BitConverter.GetBytes(value),
        };
        storages.Add(($"data/{key}", [.. Enumerable.Repeat(element, (int)count).SelectMany(bytes => bytes)]));
        var strides = sizes.Select((_, i) => sizes.Skip(i + 1).Aggregate(1L, (product, size) => product * size)).ToArray();
        return Pickle.Tensor(Pickle.Storage(key, type + "Storage", count), 0, [.. sizes], strides);
    }

    /// <summary>A state dict: entry i holds <paramref name="first"/> + i.</summary>
    public string Dictionary(IReadOnlyList<StateEntry> state, float first, string prefix = "", string type = "Float") =>
        Pickle.Dictionary([.. state.Select((entry, i) => (prefix + entry.Name, Tensor(entry.Sizes, first + i, type)))]);

    /// <summary>A list of tensors without names: item i holds <paramref name="first"/> + i.</summary>
    public string Sequence(IReadOnlyList<StateEntry> state, float first, string type = "Float") =>
        "](" + string.Concat(state.Select((entry, i) => Tensor(entry.Sizes, first + i, type))) + "e";

    /// <summary>An optimizer that keeps an average beside each parameter's moments.</summary>
    /// <param name="state">The parameters in the order in which it was given them.</param>
    /// <param name="first">The average of parameter i is this + i.</param>
    /// <param name="field">What it calls the average.</param>
    /// <param name="written">In which order its state is written; that of the parameters where it is null.</param>
    /// <param name="groups">The numbers of its groups' parameters; left out where it is null.</param>
    public string Optimizer(IReadOnlyList<StateEntry> state, float first, string field = "ema", IEnumerable<int>? written = null, int[][]? groups = null)
    {
        var numbers = groups?.SelectMany(group => group).ToArray() ?? [.. Enumerable.Range(0, state.Count)];
        var members = (written ?? Enumerable.Range(0, state.Count)).Select(i => Pickle.Integer(numbers[i]) + Pickle.Dictionary(
            ("exp_avg", Tensor(state[i].Sizes, -1)), (field, Tensor(state[i].Sizes, first + i))));
        var parts = new List<(string, string)> { ("state", "}(" + string.Concat(members) + "u") };
        if (groups is not null)
            parts.Add(("param_groups", "](" + string.Concat(groups.Select(group => Pickle.Dictionary(("params", "](" + string.Concat(group.Select(number => Pickle.Integer(number))) + "e")))) + "e"));
        return Pickle.Dictionary([.. parts]);
    }

    /// <summary>Writes a file with this dictionary at its top.</summary>
    public PthFile Write(params (string Key, string Value)[] entries) => new PthFile().Write(Pickle.Dictionary(entries), [.. storages]);
}

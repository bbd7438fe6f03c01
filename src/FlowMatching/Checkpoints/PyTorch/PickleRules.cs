namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>What the few known globals stand for, and what may stand where a pickle would call something.</summary>
internal static class PickleRules
{
    /// <summary>A global, if a checkpoint of plain data may name it.</summary>
    public static PickleGlobal Global(PickleStack stack, string name) =>
        new PickleGlobal(name) is { IsKnown: true } known
            ? known
            : throw stack.Refused($"refers to the global '{name}', which is not among the tensors, storages and dictionaries that are read");

    /// <summary>The storage that a persistent id names.</summary>
    public static PickleStorage Storage(PickleStack stack, object id) =>
        id is PickleList { Items: [PyTorchText { Value: "storage" }, PickleGlobal type, PyTorchText key, PyTorchText, PyTorchInteger { Value: >= 0 } count, .. var view] }
        && PyTorchElementType.ByStorage.TryGetValue(type.Name, out var elements)
        && view is [] or [PyTorchNone]
            ? new PickleStorage(key.Value, elements, count.Value)
            : throw stack.Damaged("has a persistent id that is not ('storage', type, key, device, count)");

    /// <summary>What REDUCE makes of a global and its arguments.</summary>
    public static object Reduce(PickleStack stack, object callee, object arguments)
    {
        if (callee is not PickleGlobal global || arguments is not PickleList { IsTuple: true } tuple)
            throw stack.Refused("has a REDUCE of something that is no known global with a tuple of arguments");
        return (global.Name, tuple.Items) switch
        {
            (PickleGlobal.OrderedDictionary, []) => new PickleDictionary([], IsOrdered: true),
            (PickleGlobal.OrderedDictionary, [PickleList pairs]) => new PickleDictionary(Pairs(stack, pairs), IsOrdered: true),
            (PickleGlobal.Tensor, [PickleStorage storage, PyTorchInteger offset, PickleList sizes, PickleList strides, PyTorchBoolean, PickleDictionary { Entries: [] }, ..]) =>
                new PickleTensor(storage, offset.Value, Integers(stack, sizes), Integers(stack, strides)),
            (PickleGlobal.Parameter, [PickleTensor tensor, PyTorchBoolean, PickleDictionary { Entries: [] }]) => tensor,
            (PickleGlobal.Size, [PickleList sizes]) => sizes,
            _ => throw stack.Refused($"has a REDUCE of '{global.Name}' with other arguments than those of plain data"),
        };
    }

    /// <summary>
    /// Accepts the one attribute that state dicts carry, the format versions of their modules, and forgets it.
    /// </summary>
    public static void Build(PickleStack stack, object target, object attributes)
    {
        if (target is not PickleDictionary { IsOrdered: true } || attributes is not PickleDictionary { Entries: [(PyTorchText { Value: "_metadata" }, PickleDictionary)] })
            throw stack.Refused("has a BUILD of something else than a state dict's _metadata");
    }

    private static List<(object Key, object Value)> Pairs(PickleStack stack, PickleList pairs) =>
        [.. pairs.Items.Select(pair => pair is PickleList { Items: [var key, var value] } ? (key, value) : throw stack.Damaged("has a dictionary of something else than pairs"))];

    private static long[] Integers(PickleStack stack, PickleList list) =>
        [.. list.Items.Select(item => item is PyTorchInteger integer ? integer.Value : throw stack.Damaged("has a tensor whose sizes or strides are no integers"))];
}

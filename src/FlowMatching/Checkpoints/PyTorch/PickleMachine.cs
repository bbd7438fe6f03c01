namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// Reads the pickle of a checkpoint without executing it: values are collected, the few known globals are names that
/// stand for a rule of <see cref="PickleRules"/>, and every other opcode and global is refused by name.
/// </summary>
internal sealed class PickleMachine
{
    private const int NewestProtocol = 5;
    private static readonly PyTorchNone None = new();
    private readonly PickleCursor input;
    private readonly PickleStack stack;
    private readonly List<PickleStorage> storages = [];

    private PickleMachine(PickleCursor input)
    {
        this.input = input;
        stack = new PickleStack(input);
    }

    /// <summary>Reads one pickle and stops behind it.</summary>
    /// <exception cref="PyTorchFaultException">It is damaged, or holds more than plain data.</exception>
    public static PickleContent Read(PickleCursor input)
    {
        var machine = new PickleMachine(input);
        while (input.Byte() is var opcode && opcode != PickleOpcode.Stop)
            machine.Step(opcode);
        return new PickleContent(machine.stack.Result(), machine.storages);
    }

    private void Step(byte opcode)
    {
        if (!Framing(opcode) && !Scalar(opcode) && !Container(opcode) && !Memo(opcode) && !Reference(opcode))
            throw stack.Refused($"has {PickleOpcode.NameOfRefused(opcode)}, which plain tensors, dictionaries, lists, numbers and texts do not need");
    }

    private bool Framing(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                if (input.Byte() is var protocol && protocol > NewestProtocol)
                    throw stack.Damaged($"is of pickle protocol {protocol}, and protocols up to {NewestProtocol} are read");
                return true;
            case PickleOpcode.Frame:
                input.Skip(sizeof(long));
                return true;
            case PickleOpcode.Mark:
                stack.Mark();
                return true;
            default:
                return false;
        }
    }

    private bool Scalar(byte opcode)
    {
        PyTorchValue? value = opcode switch
        {
            PickleOpcode.None => None,
            PickleOpcode.NewTrue => new PyTorchBoolean(true),
            PickleOpcode.NewFalse => new PyTorchBoolean(false),
            PickleOpcode.BinInt => new PyTorchInteger(input.Int32()),
            PickleOpcode.BinInt1 => new PyTorchInteger(input.Byte()),
            PickleOpcode.BinInt2 => new PyTorchInteger(input.UInt16()),
            PickleOpcode.Long1 => new PyTorchInteger(input.Integer(input.Byte())),
            PickleOpcode.BinFloat => new PyTorchReal(input.Double()),
            PickleOpcode.BinUnicode => new PyTorchText(input.Utf8(input.UInt32())),
            PickleOpcode.ShortBinUnicode => new PyTorchText(input.Utf8(input.Byte())),
            PickleOpcode.BinString => new PyTorchText(input.Latin1(input.Int32())),
            PickleOpcode.ShortBinString => new PyTorchText(input.Latin1(input.Byte())),
            _ => null,
        };
        if (value is not null)
            stack.Push(value);
        return value is not null;
    }

    private bool Container(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple:
                stack.Push(new PickleList([], IsTuple: true));
                return true;
            case PickleOpcode.Tuple:
                stack.Push(new PickleList(stack.PopToMark(), IsTuple: true));
                return true;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                stack.Push(new PickleList(stack.Pop(opcode - PickleOpcode.Tuple1 + 1), IsTuple: true));
                return true;
            case PickleOpcode.EmptyList:
                stack.Push(new PickleList([], IsTuple: false));
                return true;
            case PickleOpcode.Append:
                Append(stack.Pop(1));
                return true;
            case PickleOpcode.Appends:
                Append(stack.PopToMark());
                return true;
            case PickleOpcode.EmptyDict:
                stack.Push(new PickleDictionary([], IsOrdered: false));
                return true;
            case PickleOpcode.SetItem:
                SetItems(stack.Pop(2));
                return true;
            case PickleOpcode.SetItems:
                SetItems(stack.PopToMark());
                return true;
            default:
                return false;
        }
    }

    private void Append(List<object> items)
    {
        if (stack.Top is not PickleList { IsTuple: false } list)
            throw stack.Damaged("appends to something that is no list");
        list.Items.AddRange(items);
    }

    private void SetItems(List<object> items)
    {
        if (stack.Top is not PickleDictionary dictionary)
            throw stack.Damaged("sets an item of something that is no dictionary");
        if (items.Count % 2 != 0)
            throw stack.Damaged("has a key without a value");
        for (var i = 0; i < items.Count; i += 2)
            dictionary.Entries.Add((items[i], items[i + 1]));
    }

    private bool Memo(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.BinGet:
                stack.Push(stack.Recall(input.Byte()));
                return true;
            case PickleOpcode.LongBinGet:
                stack.Push(stack.Recall(input.UInt32()));
                return true;
            case PickleOpcode.BinPut:
                stack.Remember(input.Byte());
                return true;
            case PickleOpcode.LongBinPut:
                stack.Remember(input.UInt32());
                return true;
            case PickleOpcode.Memoize:
                stack.Remember(stack.Remembered);
                return true;
            default:
                return false;
        }
    }

    private bool Reference(byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global:
                stack.Push(PickleRules.Global(stack, $"{input.Line()}.{input.Line()}"));
                return true;
            case PickleOpcode.StackGlobal:
                stack.Push(stack.Pop(2) is [PyTorchText module, PyTorchText name]
                    ? PickleRules.Global(stack, $"{module.Value}.{name.Value}")
                    : throw stack.Damaged("names a global by something that is no text"));
                return true;
            case PickleOpcode.BinPersId:
                storages.Add(PickleRules.Storage(stack, stack.Pop()));
                stack.Push(storages[^1]);
                return true;
            case PickleOpcode.Reduce:
                var arguments = stack.Pop();
                stack.Push(PickleRules.Reduce(stack, stack.Pop(), arguments));
                return true;
            case PickleOpcode.Build:
                var attributes = stack.Pop();
                PickleRules.Build(stack, stack.Top, attributes);
                return true;
            default:
                return false;
        }
    }
}

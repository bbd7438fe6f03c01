using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>What a pickle has pushed and not yet used, with its marks and its memo. Reaching below a mark is a fault.</summary>
/// <param name="cursor">Where the pickle is read, for messages.</param>
internal sealed class PickleStack(PickleCursor cursor)
{
    // What the runtime takes for a small object and its place in a list that grows, and for an entry of the memo.
    private const int ValueBytes = 96;
    private const int MemoBytes = 64;
    private readonly List<object> values = [];
    private readonly Stack<int> marks = new();
    private readonly Dictionary<long, object> memo = [];
    private long cost;

    /// <summary>The value on top, which stays there.</summary>
    public object Top => values.Count > Floor ? values[^1] : throw Damaged("needs a value where there is none");

    /// <summary>Everything that was remembered, which is the next free number as long as numbers are given in order.</summary>
    public int Remembered => memo.Count;

    private int Floor => marks.TryPeek(out var mark) ? mark : 0;

    public void Push(object value)
    {
        Take(ValueBytes + (value is PyTorchText text ? sizeof(char) * (long)text.Value.Length : 0));
        values.Add(value);
    }

    public object Pop()
    {
        var top = Top;
        values.RemoveAt(values.Count - 1);
        return top;
    }

    public void Mark()
    {
        Take(ValueBytes);
        marks.Push(values.Count);
    }

    /// <summary>The values above the newest mark, in order; the mark goes too.</summary>
    public List<object> PopToMark()
    {
        if (marks.Count == 0)
            throw Damaged("needs a mark where there is none");
        var mark = marks.Pop();
        var taken = values[mark..];
        values.RemoveRange(mark, taken.Count);
        return taken;
    }

    /// <summary>The last <paramref name="count"/> values, in order.</summary>
    public List<object> Pop(int count)
    {
        var taken = new object[count];
        for (var i = count - 1; i >= 0; i--)
            taken[i] = Pop();
        return [.. taken];
    }

    /// <summary>The one value that is left when a pickle ends.</summary>
    public object Result() =>
        values.Count == 1 && marks.Count == 0 ? values[0] : throw Damaged($"ends with {values.Count} values and {marks.Count} marks instead of one value");

    public void Remember(long number)
    {
        Take(MemoBytes);
        memo[number] = Top;
    }

    public object Recall(long number) =>
        memo.TryGetValue(number, out var value) ? value : throw Damaged($"refers to its memo's entry {number}, which there is not");

    // Counted as if nothing were ever popped: what was popped mostly lives on in what was made of it.
    private void Take(long bytes) => FileLimit.Require(cost += bytes, "what its pickle builds");

    /// <summary>A fault of the file, with the place.</summary>
    public PyTorchFaultException Damaged(string what) => cursor.Fault(what);

    /// <summary>Something that plain data never needs, with the place.</summary>
    public PyTorchFaultException Refused(string what) => cursor.Fault(what, PyTorchFaultException.SavePlainData);
}

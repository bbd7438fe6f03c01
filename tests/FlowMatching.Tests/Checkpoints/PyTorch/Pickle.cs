using System.Buffers.Binary;
using System.Text;

namespace FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

/// <summary>Composes pickles of protocol 2; each character is one byte.</summary>
internal static class Pickle
{
    public const string OrderedDictionary = "ccollections\nOrderedDict\n)R";

    public static byte[] Whole(string value) => Encoding.Latin1.GetBytes("\u0080\u0002" + value + ".");

    public static string Text(string text) => "X" + Int32(Encoding.UTF8.GetByteCount(text)) + Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public static string Integer(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return "\u008a\u0008" + Encoding.Latin1.GetString(bytes);
    }

    public static string Tuple(params string[] items) => "(" + string.Concat(items) + "t";

    public static string Integers(params long[] items) => Tuple([.. items.Select(Integer)]);

    public static string Dictionary(params (string Key, string Value)[] entries) =>
        "}(" + string.Concat(entries.Select(entry => Text(entry.Key) + entry.Value)) + "u";

    public static string Storage(string key, string type, long count) =>
        Tuple(Text("storage"), Global("torch", type), Text(key), Text("cpu"), Integer(count)) + "Q";

    /// <summary>The persistent id of a storage before PyTorch 1.6, which also says that it is no view of another.</summary>
    public static string LegacyStorage(string key, string type, long count) =>
        Tuple(Text("storage"), Global("torch", type), Text(key), Text("cpu"), Integer(count), "N") + "Q";

    public static string Tensor(string storage, long offset, long[] sizes, long[] strides) =>
        Global("torch._utils", "_rebuild_tensor_v2") + Tuple(storage, Integer(offset), Integers(sizes), Integers(strides), "\u0089", OrderedDictionary) + "R";

    public static string Global(string module, string name) => $"c{module}\n{name}\n";

    private static string Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Encoding.Latin1.GetString(bytes);
    }
}

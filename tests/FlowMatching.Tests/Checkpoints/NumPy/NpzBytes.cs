using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Checkpoints.NumPy;

/// <summary>Composes NumPy's files.</summary>
internal static class NpzBytes
{
    public static byte[] Array<T>(long[] shape, T[] values, string? type = null, string order = "False", byte version = 1)
        where T : unmanaged
    {
        type ??= typeof(T) == typeof(double) ? "<f8" : "<f4";
        var sizes = string.Join(", ", shape) + (shape.Length == 1 ? "," : "");
        var text = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': ({sizes}), }}\n");
        var length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. MemoryMarshal.AsBytes<T>(values)];
    }

    public static string Write(TemporaryFolder folder, params (string Name, byte[] Content)[] arrays)
    {
        var file = Path.Combine(folder.Path, "arrays.npz");
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var (name, content) in arrays)
        {
            using var entry = archive.CreateEntry(name + ".npy").Open();
            entry.Write(content);
        }

        return file;
    }
}

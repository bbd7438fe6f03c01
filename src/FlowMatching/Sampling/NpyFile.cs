using System.Globalization;
using System.Text;
using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>Writes an array of float32 numbers in NumPy's <c>.npy</c> format (version 1.0), part by part.</summary>
public sealed class NpyFile : IDisposable
{
    private const int Alignment = 64;
    private readonly FileStream stream;
    private readonly long count;
    private long written;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="shape">The shape of the whole array.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public NpyFile(string path, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        count = shape.Aggregate(1L, (product, size) => product * size);
        stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(Header(shape));
    }

    /// <summary>Adds the next elements, row by row.</summary>
    /// <param name="values">Any shape, float32; all parts together have as many elements as the shape says.</param>
    public void Write(torch.Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.dtype != torch.float32)
            throw new ArgumentException($"The values are of type {values.dtype}; expected float32.", nameof(values));
        if (written + values.numel() > count)
            throw new ArgumentException($"{written} elements and {values.numel()} more are too many; the shape has {count}.", nameof(values));
        using var flat = values.cpu().contiguous();
        stream.Write(flat.bytes);
        written += values.numel();
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static byte[] Header(IReadOnlyList<long> shape)
    {
        var sizes = string.Concat(shape.Select(size => size.ToString(CultureInfo.InvariantCulture) + ","));
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({sizes}), }}";
        const int Before = 10;
        var length = (Before + text.Length + Alignment) / Alignment * Alignment - Before;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n")];
    }
}

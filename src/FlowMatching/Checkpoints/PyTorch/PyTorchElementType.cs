using TorchSharp;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>The elements of a storage.</summary>
/// <param name="Scalar">Their type.</param>
/// <param name="Bytes">The size of one.</param>
internal sealed record PyTorchElementType(torch.ScalarType Scalar, int Bytes)
{
    /// <summary>Types by the name of their storage's class in Python.</summary>
    public static IReadOnlyDictionary<string, PyTorchElementType> ByStorage { get; } = new Dictionary<string, PyTorchElementType>(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = new(torch.ScalarType.Float32, 4),
        ["torch.DoubleStorage"] = new(torch.ScalarType.Float64, 8),
        ["torch.HalfStorage"] = new(torch.ScalarType.Float16, 2),
        ["torch.BFloat16Storage"] = new(torch.ScalarType.BFloat16, 2),
        ["torch.LongStorage"] = new(torch.ScalarType.Int64, 8),
        ["torch.IntStorage"] = new(torch.ScalarType.Int32, 4),
        ["torch.ShortStorage"] = new(torch.ScalarType.Int16, 2),
        ["torch.CharStorage"] = new(torch.ScalarType.Int8, 1),
        ["torch.ByteStorage"] = new(torch.ScalarType.Byte, 1),
        ["torch.BoolStorage"] = new(torch.ScalarType.Bool, 1),
        ["torch.ComplexFloatStorage"] = new(torch.ScalarType.ComplexFloat32, 8),
        ["torch.ComplexDoubleStorage"] = new(torch.ScalarType.ComplexFloat64, 16),
    };
}

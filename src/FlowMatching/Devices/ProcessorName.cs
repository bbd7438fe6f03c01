using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace FastOde.FlowMatching.Devices;

/// <summary>What the processor is, as far as it decides how numbers are rounded.</summary>
public static class ProcessorName
{
    private const int Brand = unchecked((int)0x8000_0002);
    private const int BrandParts = 3;

    /// <summary>Its model, the width of its vectors, and what oneDNN may use of it.</summary>
    public static string Describe()
    {
        var bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        var name = FormattableString.Invariant($"{Model()}, vectors of {bits} bits");
        return OneDnnInstructions.Restriction is { } restriction ? $"{name}; {restriction}" : name;
    }

    private static string Model()
    {
        if (!X86Base.IsSupported)
            return RuntimeInformation.ProcessArchitecture.ToString();
        var text = new StringBuilder();
        for (var part = 0; part < BrandParts; part++)
        {
            var (a, b, c, d) = X86Base.CpuId(Brand + part, 0);
            foreach (var register in new[] { a, b, c, d })
                text.Append(Encoding.ASCII.GetString(BitConverter.GetBytes(register)));
        }

        return text.ToString().TrimEnd('\0').Trim();
    }
}

using System.Runtime.Intrinsics.X86;
using System.Text;

namespace FastOde.FlowMatching.Devices;

/// <summary>Reads a leaf of the processor's description of itself: registers EAX, EBX, ECX and EDX of CPUID.</summary>
/// <param name="leaf">What is asked for, EAX.</param>
/// <param name="part">Which part of it, ECX.</param>
internal delegate (int Eax, int Ebx, int Ecx, int Edx) ProcessorLeaf(uint leaf, int part);

/// <summary>
/// Whether an x86 processor describes its caches in the leaf that oneDNN reads: 0x8000001D on AMD and Hygon, 4 on
/// others. Virtual machines may leave it empty, whatever the older leaves 0x80000005 and 0x80000006 say.
/// </summary>
internal static class ProcessorCaches
{
    private const uint Vendor = 0;
    private const uint Caches = 4;
    private const uint Extended = 0x8000_0000;
    private const uint ExtendedCaches = 0x8000_001D;
    private const int CacheKind = 0x1F;

    /// <summary>Whether this machine's processor describes its caches; true where it is no x86.</summary>
    public static bool AreDescribed() => !X86Base.IsSupported || AreDescribed((leaf, part) => X86Base.CpuId(unchecked((int)leaf), part));

    /// <summary>Whether a processor describes its first cache.</summary>
    /// <param name="read">Reads its leaves.</param>
    public static bool AreDescribed(ProcessorLeaf read)
    {
        var (highest, b, c, d) = read(Vendor, 0);
        var name = Encoding.ASCII.GetString([.. BitConverter.GetBytes(b), .. BitConverter.GetBytes(d), .. BitConverter.GetBytes(c)]);
        var (leaf, top) = name is "AuthenticAMD" or "HygonGenuine"
            ? (ExtendedCaches, (uint)read(Extended, 0).Eax)
            : (Caches, (uint)highest);
        return top >= leaf && (read(leaf, 0).Eax & CacheKind) != 0;
    }
}

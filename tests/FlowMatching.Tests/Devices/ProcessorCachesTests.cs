using FastOde.FlowMatching.Devices;

namespace FastOde.FlowMatching.Tests.Devices;

/// <summary>A processor's leaves are read as oneDNN reads them.</summary>
public sealed class ProcessorCachesTests
{
    private const string Amd = "AuthenticAMD";
    private const string Intel = "GenuineIntel";

    [Theory]
    [InlineData(Amd, 0x8000_001Du, true)]
    [InlineData(Amd, 4u, false)]
    [InlineData("HygonGenuine", 0x8000_001Du, true)]
    [InlineData(Intel, 4u, true)]
    [InlineData(Intel, 0x8000_001Du, false)]
    public void AreDescribed_ByTheLeafOfTheVendor(string vendor, uint describedLeaf, bool described) =>
        Assert.Equal(described, ProcessorCaches.AreDescribed(Processor(vendor, describedLeaf)));

    [Theory]
    [InlineData(Amd)]
    [InlineData(Intel)]
    public void AreDescribed_WithoutTheLeaf_IsFalse(string vendor) =>
        Assert.False(ProcessorCaches.AreDescribed(Processor(vendor, describedLeaf: null, highest: 1, highestExtended: 0x8000_0008)));

    [Fact]
    public void AreDescribed_WhereLinuxListsCaches_IsTrue()
    {
        const string listed = "/sys/devices/system/cpu/cpu0/cache/index0";
        Assert.SkipUnless(OperatingSystem.IsLinux() && Directory.Exists(listed), "this system lists no caches of its processor");
        Assert.True(ProcessorCaches.AreDescribed());
    }

    private static ProcessorLeaf Processor(string vendor, uint? describedLeaf, int highest = 0x10, uint highestExtended = 0x8000_0021) => (leaf, part) => leaf switch
    {
        0 => (highest, Word(vendor, 0), Word(vendor, 8), Word(vendor, 4)),
        0x8000_0000 => (unchecked((int)highestExtended), 0, 0, 0),
        // The older leaves say something on a machine where the newer ones are empty.
        0x8000_0005 => (-1, -1, 0x3008_0140, 0x2008_0140),
        _ => leaf == describedLeaf && part == 0 ? (0x121, 0x1C0_003F, 63, 0) : (0, 0, 0, 0),
    };

    private static int Word(string vendor, int start) => BitConverter.ToInt32(System.Text.Encoding.ASCII.GetBytes(vendor), start);
}

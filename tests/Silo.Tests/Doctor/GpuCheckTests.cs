using System.Runtime.Versioning;
using FastOde.Grains.Devices;
using FastOde.Silo.Doctor;
using FastOde.Silo.Hosting;
using FastOde.TestSupport;

namespace FastOde.Silo.Tests.Doctor;

[UnsupportedOSPlatform("windows")]
public sealed class GpuCheckTests
{
    [Fact]
    public async Task Check_Gpus_AreListedWithTheirUse()
    {
        using var program = new FakeNvidiaSmi("""
            echo "0, GPU-1b2c, NVIDIA H200, 37, 512, 143771"
            echo "1, GPU-3d4e, NVIDIA H200, [N/A], [N/A], 143771"
            """);
        Assert.Equal(
            [("gpu-0", FindingLevel.Ok, "NVIDIA H200, 0.5 of 140.4 GiB in use, 37 % busy"), ("gpu-1", FindingLevel.Ok, "NVIDIA H200, ? of 140.4 GiB in use, utilisation not known")],
            await Check(program));
    }

    [Fact]
    public async Task Check_WithoutTheProgram_IsOk()
    {
        using var nothing = new FakeNvidiaSmi();
        Assert.Equal(("gpu", FindingLevel.Ok, "nvidia-smi is not on the path, so that no GPU is watched"), Assert.Single(await Check(nothing)));
    }

    [Fact]
    public async Task Check_NoAnswer_IsAWarning()
    {
        using var program = new FakeNvidiaSmi("echo 'NVIDIA-SMI has failed'; exit 9");
        var (_, level, text) = Assert.Single(await Check(program));
        Assert.Equal(FindingLevel.Warning, level);
        Assert.EndsWith("ended with code 9: NVIDIA-SMI has failed", text, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<(string Name, FindingLevel Level, string Text)>> Check(FakeNvidiaSmi program)
    {
        var findings = await new GpuCheck(new NvidiaSmi(program.SearchPath, TimeProvider.System)).Check(new HostSettings { DataDirectory = "." }, TestContext.Current.CancellationToken);
        return findings.Select(finding => (finding.Name, finding.Level, finding.Text));
    }
}

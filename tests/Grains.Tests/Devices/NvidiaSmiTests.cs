using System.Globalization;
using System.Runtime.Versioning;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Devices;
using FastOde.Grains.Tests.TestSupport;
using FastOde.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Devices;

[UnsupportedOSPlatform("windows")]
public sealed class NvidiaSmiTests
{
    private const long Mebibyte = 1 << 20;

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Read_TwoGpus_GivesTheirUse()
    {
        using var program = new FakeNvidiaSmi("""
            echo "0, GPU-1b2c, NVIDIA H200, 37, 512, 143771"
            echo "1, GPU-3d4e, NVIDIA H200, 0, 0, 143771"
            """);

        var gpus = await Read(program);

        Assert.Equal(["gpu-0", "gpu-1"], gpus.Select(gpu => gpu.Device));
        Assert.Equal(("GPU-1b2c", "NVIDIA H200", Environment.MachineName), (gpus[0].Uuid, gpus[0].Model, gpus[0].Machine));
        Assert.Equal((0.37, 512 * Mebibyte, 143771 * Mebibyte), (gpus[0].Utilization, gpus[0].MemoryUsed, gpus[0].MemoryTotal));
        Assert.Equal((0.0, 0L), (gpus[1].Utilization, gpus[1].MemoryUsed));
    }

    [Fact]
    public async Task Read_AsksForWhatItReads()
    {
        using var program = new FakeNvidiaSmi("""echo "$@" > "$0.arguments" """);
        Assert.Empty(await Read(program));
        Assert.Equal(
            "--query-gpu=index,uuid,name,utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits",
            (await File.ReadAllTextAsync(program.Beside("nvidia-smi.arguments"), TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task Read_GpuThatDoesNotTell_HasNoNumber()
    {
        using var program = new FakeNvidiaSmi("""echo "0, GPU-1b2c, NVIDIA H200 MIG, [N/A], [Insufficient Permissions], 143771" """);

        var gpu = Assert.Single(await Read(program));

        Assert.Equal((null, null, 143771 * Mebibyte), (gpu.Utilization, gpu.MemoryUsed, gpu.MemoryTotal));
    }

    [Fact]
    public async Task Read_WithoutTheProgram_GivesNoneAndNoError()
    {
        using var nothing = new FakeNvidiaSmi();
        Assert.Empty(await Read(nothing));
    }

    [Theory]
    [InlineData("""printf '0, GPU-1b2c, NVIDIA H200, 37, 512, 1437' """, "the line has no end")]
    [InlineData("""echo "0, GPU-1b2c, NVIDIA H200, 37" """, "4 fields in place of 6")]
    [InlineData("""echo "0, GPU-1b2c, NVIDIA H200, 37 %, 512, 143771" """, "'37 %' is no number")]
    [InlineData("""echo "[N/A], GPU-1b2c, NVIDIA H200, 37, 512, 143771" """, "the GPU has no number")]
    [InlineData("echo 'NVIDIA-SMI has failed'; exit 1", "ended with code 1: NVIDIA-SMI has failed")]
    [InlineData("echo 'no driver' >&2; exit 9", "ended with code 9: no driver")]
    [InlineData("head -c 100000 /dev/zero", "says more than 65536 characters")]
    public async Task Read_AnswerThatIsNone_SaysWhy(string script, string reason)
    {
        using var program = new FakeNvidiaSmi(script);
        var problem = await Assert.ThrowsAsync<GpuReadingException>(() => Read(program));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FileThatIsNoProgram_SaysSo()
    {
        using var program = new FakeNvidiaSmi("echo");
        File.SetUnixFileMode(program.Beside("nvidia-smi"), UnixFileMode.UserRead);
        var problem = await Assert.ThrowsAsync<GpuReadingException>(() => Read(program));
        Assert.Contains("cannot be started", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ProgramThatHangs_IsEndedWithItsChildren()
    {
        using var program = new FakeNvidiaSmi("""
            echo "0, GPU-1b2c, NVIDIA H200, 37, 512, 143771"
            sleep 1000 &
            echo $! > "$0.part"; mv "$0.part" "$0.child"
            wait
            """);
        var reading = Read(program);
        await Eventually.Gets(() => File.Exists(program.Beside("nvidia-smi.child")), started => started, "the program runs");
        Assert.False(reading.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(5));

        var problem = await Assert.ThrowsAsync<GpuReadingException>(() => reading);
        Assert.Contains("did not answer within 5 s", problem.Message, StringComparison.Ordinal);
        var child = int.Parse(await File.ReadAllTextAsync(program.Beside("nvidia-smi.child"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        await Eventually.Gets(() => IsGone(child), gone => gone, "the child has ended");
    }

    [Fact]
    public async Task Read_Cancelled_EndsTheProgram()
    {
        using var program = new FakeNvidiaSmi("""echo $$ > "$0.part"; mv "$0.part" "$0.self"; exec sleep 1000""");
        using var stop = new CancellationTokenSource();
        var reading = new NvidiaSmi(program.SearchPath, clock).Read(stop.Token);
        await Eventually.Gets(() => File.Exists(program.Beside("nvidia-smi.self")), started => started, "the program runs");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        var self = int.Parse(await File.ReadAllTextAsync(program.Beside("nvidia-smi.self"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        await Eventually.Gets(() => IsGone(self), gone => gone, "the program has ended");
    }

    private Task<IReadOnlyList<DeviceUse>> Read(FakeNvidiaSmi program) =>
        new NvidiaSmi(program.SearchPath, clock).Read(TestContext.Current.CancellationToken);

    /// <summary>Whether a process has ended; one that nobody has waited for yet has ended too.</summary>
    private static bool IsGone(int id)
    {
        var stat = $"/proc/{id}/stat";
        try
        {
            return !File.Exists(stat) || File.ReadAllText(stat).Split(") ")[1].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using FastOde.FlowMatching.Training;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>The C library's allocator.</summary>
public sealed class NativeAllocatorTests
{
    private const int Blocks = 2_000;
    private const int BlockBytes = 64 * 1024;

    [Fact]
    public void Configure_OnThisMachine_SaysWhetherItDidAnything()
    {
        RequireGlibc();
        Assert.True(NativeAllocator.Configure());
    }

    [Fact]
    public void Trim_FreedBlocksBetweenOthers_ReturnsTheirPages()
    {
        RequireGlibc();
        NativeAllocator.Configure();
        var blocks = new IntPtr[Blocks];
        for (var block = 0; block < Blocks; block++)
        {
            blocks[block] = Marshal.AllocHGlobal(BlockBytes);
            unsafe
            {
                new Span<byte>((void*)blocks[block], BlockBytes).Fill(1);
            }
        }

        // One in eight stays, so that no end of an arena is free.
        foreach (var block in blocks.Where((_, index) => index % 8 != 0))
            Marshal.FreeHGlobal(block);
        var before = ResidentBytes();
        Assert.True(NativeAllocator.Trim());
        var returned = before - ResidentBytes();
        foreach (var block in blocks.Where((_, index) => index % 8 == 0))
            Marshal.FreeHGlobal(block);

        Assert.InRange(returned, Blocks / 2L * BlockBytes, long.MaxValue);
    }

    private static void RequireGlibc()
    {
        var glibc = File.Exists("/lib/x86_64-linux-gnu/libc.so.6") || File.Exists("/lib/aarch64-linux-gnu/libc.so.6");
        Assert.SkipUnless(glibc, "The C library is not Debian's or Ubuntu's glibc.");
    }

    private static long ResidentBytes() =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}

using FastOde.FlowMatching.Training;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>The C library's thresholds.</summary>
public sealed class NativeAllocatorTests
{
    [Fact]
    public void Configure_OnThisMachine_SaysWhetherItDidAnything()
    {
        var glibc = File.Exists("/lib/x86_64-linux-gnu/libc.so.6") || File.Exists("/lib/aarch64-linux-gnu/libc.so.6");
        Assert.SkipUnless(glibc, "The C library is not Debian's or Ubuntu's glibc.");
        Assert.True(NativeAllocator.Configure());
    }
}

using FastOde.FlowMatching.Devices;

namespace FastOde.FlowMatching.Tests.Devices;

/// <summary>oneDNN is restricted where the processor asks for it, and the user's word stands.</summary>
public sealed class OneDnnInstructionsTests
{
    [Fact]
    public void Decide_CachesDescribed_RestrictsNothing() =>
        Assert.Equal((null, null), OneDnnInstructions.Decide(cachesAreDescribed: true, named: null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Decide_CachesNotDescribed_RestrictsAndSaysWhy(string? named)
    {
        var (limit, restriction) = OneDnnInstructions.Decide(cachesAreDescribed: false, named);
        Assert.Equal("SSE41", limit);
        Assert.Contains("does not describe its caches", restriction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decide_NamedByTheUser_Stands(bool cachesAreDescribed)
    {
        var (limit, restriction) = OneDnnInstructions.Decide(cachesAreDescribed, "AVX2");
        Assert.Null(limit);
        Assert.Equal("oneDNN follows ONEDNN_MAX_CPU_ISA=AVX2", restriction);
    }
}

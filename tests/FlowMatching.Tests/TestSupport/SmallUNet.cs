using FastOde.FlowMatching.Networks.UNet;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>A U-Net of grey images of 8×8 pixels on two levels, small enough for any test; the lower level attends.</summary>
internal static class SmallUNet
{
    /// <summary>Its options, without dropout.</summary>
    public static UNetOptions Options { get; } = new()
    {
        Resolution = 8,
        InputChannels = 1,
        OutputChannels = 1,
        BaseChannels = 8,
        Multipliers = [1, 2],
        BlocksPerLevel = 1,
        AttentionResolutions = [4],
        Dropout = 0,
    };
}

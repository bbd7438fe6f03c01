using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;
using TorchSharp;

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

    /// <summary>A U-Net in the form that the processor gets.</summary>
    public static Network Create(UNetOptions options, torch.Generator generator, Precision precision = Precision.Full, bool checkpointing = false) =>
        ComputeDevice.Cpu.Create(new UNetComputation(new UNetModel(options), generator, precision, checkpointing));
}

using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>A U-Net of grey images of 8×8 pixels on two levels, small enough for any test; the lower level attends.</summary>
internal static class SmallUNet
{
    /// <summary>Its family and widths, without dropout.</summary>
    public static SongUNetSpec Spec { get; } = new() { Channels = 8, Multipliers = [1, 2], Blocks = 1, Attention = [4], Dropout = 0 };

    /// <summary>It, on such images.</summary>
    public static UNetShape Shape { get; } = With(Spec);

    /// <summary>Another on such images.</summary>
    public static UNetShape With(UNetSpec spec) => new() { Spec = spec, Resolution = 8, InputChannels = 1, OutputChannels = 1 };

    /// <summary>A U-Net in the form that the processor gets.</summary>
    public static Network Create(UNetShape shape, torch.Generator generator, Precision precision = Precision.Full, bool checkpointing = false) =>
        ComputeDevice.Cpu.Create(new UNetComputation(new UNetModel(shape), generator, precision, checkpointing));
}

using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>Builds the network that options ask for, to fit the samples of a data set.</summary>
public static class NetworkFactory
{
    /// <summary>Numbers that a velocity network gives for each number of a sample.</summary>
    public const int VelocityOutputs = 1;

    /// <summary>Numbers that a Gaussian encoder gives for each number of a sample: mean and log variance.</summary>
    public const int EncoderOutputs = 2;

    /// <summary>Builds a network on rows of <see cref="SampleShape.Dimension"/> numbers.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="prior">The prior over noise, of the sample's dimension.</param>
    /// <param name="outputsPerDimension"><see cref="VelocityOutputs"/> or <see cref="EncoderOutputs"/>.</param>
    /// <param name="dropout">The trial's generator; a U-Net in training draws from it where it drops features.</param>
    /// <param name="precision">What a U-Net computes with.</param>
    /// <param name="device">Where its parameters will lie; the processor where not given.</param>
    /// <param name="conditions">The names of its conditions; time alone where not given.</param>
    /// <returns>A network that the caller disposes of; the generator is not disposed of with it.</returns>
    /// <exception cref="SettingValueException">No such network fits such samples; the exception names the key at fault.</exception>
    public static Network Create(
        NetworkOptions options, SampleShape shape, DiagonalNormal prior, int outputsPerDimension, torch.Generator dropout,
        Precision precision = Precision.Full, ComputeDevice? device = null, IReadOnlyList<string>? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentOutOfRangeException.ThrowIfNotEqual(prior.Variances.Count, shape.Dimension);
        return (device ?? ComputeDevice.Cpu).Create<Network>(options.IsUNet
            ? new UNetComputation(new UNetModel(UNet(options, shape, outputsPerDimension, conditions)), dropout, precision, options.Checkpointing)
            : new MlpComputation(new MlpLayout(options, prior, outputsPerDimension * shape.Dimension, (conditions ?? NetworkConditions.TimeAlone).Count), dropout));
    }

    /// <summary>The U-Net that options ask for on images of a shape.</summary>
    /// <param name="options">Its shape; <see cref="NetworkOptions.IsUNet"/> holds.</param>
    /// <param name="shape">The shape of an image.</param>
    /// <param name="outputsPerDimension"><see cref="VelocityOutputs"/> or <see cref="EncoderOutputs"/>.</param>
    /// <param name="conditions">The names of its conditions; time alone where not given.</param>
    /// <exception cref="SettingValueException">No such network fits such samples; the exception names the key at fault.</exception>
    public static UNetOptions UNet(NetworkOptions options, SampleShape shape, int outputsPerDimension, IReadOnlyList<string>? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shape);
        if (!options.IsUNet)
            throw new ArgumentException($"{options.Kind} is not a U-Net.", nameof(options));
        var section = outputsPerDimension == EncoderOutputs ? "encoder" : "network";
        if (!shape.IsImage)
            throw new SettingValueException($"{section}.kind", "A U-Net needs images, and the data set has points. Use mlp or fourier-mlp, or another data set.");
        if (shape.Height != shape.Width)
            throw new SettingValueException($"{section}.kind", $"A U-Net needs square images, and these are {shape.Width}×{shape.Height} pixels. Use mlp, or crop the images.");
        var shaped = new UNetOptions
        {
            Kind = options.Kind == NetworkKind.AdmUNet ? UNetKind.Adm : UNetKind.Song,
            Resolution = shape.Height,
            InputChannels = shape.Channels,
            OutputChannels = outputsPerDimension * shape.Channels,
            Conditions = conditions ?? NetworkConditions.TimeAlone,
            BaseChannels = options.Channels,
            Multipliers = options.Multipliers,
            BlocksPerLevel = options.Blocks,
            AttentionResolutions = options.Attention,
            Dropout = options.Dropout,
            EmbeddingMultiplier = options.EmbeddingMultiplier,
            Embedding = options.Embedding,
            TimeMultiplier = options.TimeMultiplier,
            Contracting = options.Contracting,
            Expanding = options.Expanding,
            ResampleFilter = options.ResampleFilter,
        };
        try
        {
            // Whether channels divide among the heads of every block only the layout can tell.
            _ = new UNetModel(shaped);
        }
        catch (SettingValueException error)
        {
            throw new SettingValueException(section, error.Message);
        }

        return shaped;
    }
}

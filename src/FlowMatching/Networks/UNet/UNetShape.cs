using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>A U-Net on square images of one size.</summary>
public sealed record UNetShape
{
    /// <summary>Its family and widths.</summary>
    public required UNetSpec Spec { get; init; }

    /// <summary>Height and width of the images in pixels; a multiple of two for every level but the first.</summary>
    public required int Resolution { get; init; }

    /// <summary>Channels of the images, at least 1.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Channels of the output, at least 1: those of the images for a velocity, twice as many for a Gaussian encoder.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>The conditions, time first; each has an embedding of its own, and they are added up.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = NetworkConditions.TimeAlone;

    /// <summary>Sines and cosines of each condition.</summary>
    public int Waves => Spec.Channels * ((Spec as SongUNetSpec)?.TimeMultiplier ?? 1);

    /// <summary>Width of the embedding of conditions that every block sees.</summary>
    public int EmbeddingWidth => Spec.Channels * Spec.EmbeddingMultiplier;

    /// <summary>Numbers that one image gives.</summary>
    public int OutputDimension => OutputChannels * Resolution * Resolution;

    /// <summary>The U-Net that a spec asks for on images of a shape.</summary>
    /// <param name="spec">Its family and widths.</param>
    /// <param name="images">The shape of an image.</param>
    /// <param name="outputsPerDimension"><see cref="NetworkProblem.VelocityOutputs"/> or <see cref="NetworkProblem.EncoderOutputs"/>.</param>
    /// <param name="conditions">The names of its conditions; time alone where not given.</param>
    /// <exception cref="SettingValueException">No such network fits such samples; the exception names the key at fault.</exception>
    public static UNetShape Of(UNetSpec spec, SampleShape images, int outputsPerDimension, IReadOnlyList<string>? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(images);
        var section = outputsPerDimension == NetworkProblem.EncoderOutputs ? "encoder" : "network";
        if (!images.IsImage)
            throw new SettingValueException($"{section}.kind", "A U-Net needs images, and the data set has points. Use mlp or fourier-mlp, or another data set.");
        if (images.Height != images.Width)
            throw new SettingValueException($"{section}.kind", $"A U-Net needs square images, and these are {images.Width}×{images.Height} pixels. Use mlp, or crop the images.");
        var shape = new UNetShape()
        {
            Spec = spec,
            Resolution = images.Height,
            InputChannels = images.Channels,
            OutputChannels = outputsPerDimension * images.Channels,
            Conditions = conditions ?? NetworkConditions.TimeAlone,
        };
        try
        {
            // Whether channels divide among the heads of every block only the layout can tell.
            _ = new UNetModel(shape);
        }
        catch (SettingValueException error)
        {
            throw new SettingValueException(section, error.Message);
        }

        return shape;
    }

    /// <summary>Passes where the images can be halved for each level.</summary>
    /// <exception cref="SettingValueException">They cannot; the message says what is needed.</exception>
    internal void Check()
    {
        if (Spec is SongUNetSpec { ResampleFilter: var taps } && (taps.Count % 2 != 0 || taps.Sum() == 0))
            throw new SettingValueException("A U-Net's resample filter needs an even number of taps with a sum other than 0, such as [1, 1] or [1, 3, 3, 1].");
        var halvings = Spec.Multipliers.Count - 1;
        if (Resolution < 1 || Resolution % (1L << halvings) != 0)
        {
            throw new SettingValueException(
                $"A U-Net of {Spec.Multipliers.Count} levels halves images {halvings} times and so needs a resolution that is a multiple of {1L << halvings}, not {Resolution}. "
                + "Give it other images or fewer multipliers.");
        }
    }
}

using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>Refuses shapes that no U-Net can have.</summary>
public static class UNetOptionsCheck
{
    /// <summary>Passes over options that a network can be built from.</summary>
    /// <exception cref="SettingValueException">One of them is out of range; the message says which.</exception>
    public static void Check(UNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(options.InputChannels >= 1, $"A U-Net needs at least 1 image channel, not {options.InputChannels}.");
        Require(options.OutputChannels >= 1, $"A U-Net needs at least 1 output channel, not {options.OutputChannels}.");
        Require(
            options.BaseChannels >= 4 && options.BaseChannels % 2 == 0,
            $"A U-Net's base channels must be even and at least 4, not {options.BaseChannels}.");
        Require(
            options.Multipliers.Count > 0 && options.Multipliers.All(multiplier => multiplier >= 1),
            $"A U-Net needs one multiplier of at least 1 for each level, not [{string.Join(", ", options.Multipliers)}].");
        Require(options.BlocksPerLevel >= 1, $"A U-Net needs at least 1 block per level, not {options.BlocksPerLevel}.");
        Require(options.EmbeddingMultiplier >= 1, $"A U-Net's embedding multiplier must be at least 1, not {options.EmbeddingMultiplier}.");
        Require(options.TimeMultiplier >= 1, $"A U-Net's time multiplier must be at least 1, not {options.TimeMultiplier}.");
        Require(options.Dropout is >= 0 and < 1, FormattableString.Invariant($"A U-Net's dropout must be at least 0 and below 1, not {options.Dropout}."));
        Require(
            options.ResampleFilter.Count > 0 && options.ResampleFilter.Count % 2 == 0 && options.ResampleFilter.Sum() != 0,
            "A U-Net's resample filter needs an even number of taps with a sum other than 0, such as [1, 1] or [1, 3, 3, 1].");
        var factor = 1L << (options.Multipliers.Count - 1);
        Require(
            options.Resolution >= 1 && options.Resolution % factor == 0,
            $"A U-Net of {options.Multipliers.Count} levels halves images {options.Multipliers.Count - 1} times and so needs a "
            + $"resolution that is a multiple of {factor}, not {options.Resolution}. Give it other images or fewer multipliers.");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new SettingValueException(message);
    }
}

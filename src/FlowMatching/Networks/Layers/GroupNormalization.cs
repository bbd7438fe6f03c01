using FastOde.FlowMatching.Catalogs;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>
/// Group normalisation (Wu and He, 2018) with at most 32 groups of at least four channels, each normalised over its
/// channels and pixels.
/// </summary>
internal sealed class GroupNormalization
{
    private const int MostGroups = 32;
    private const int FewestChannels = 4;
    private readonly int weight;
    private readonly int bias;
    private readonly int groups;
    private readonly double epsilon;

    /// <summary>Adds its tensors to the layout.</summary>
    /// <exception cref="SettingValueException">The channels cannot be divided into groups of equal size.</exception>
    public GroupNormalization(StateLayout layout, string name, int channels, double epsilon)
    {
        groups = Groups(channels);
        if (groups == 0 || channels % groups != 0)
        {
            throw new SettingValueException(
                $"A U-Net cannot normalise the {channels} channels of '{name}': it needs at least {FewestChannels}, and above "
                + $"{MostGroups * FewestChannels} a multiple of {MostGroups}. Take base channels that are a multiple of {MostGroups}.");
        }

        this.epsilon = epsilon;
        weight = layout.Parameter(new ParameterShape($"{name}.weight", [channels], 1) { Centre = 1, Bound = 0 });
        bias = layout.Parameter(new ParameterShape($"{name}.bias", [channels], 1) { Bound = 0 });
    }

    /// <summary>How many groups so many channels have; 0 where they are too few.</summary>
    public static int Groups(int channels) => Math.Min(MostGroups, channels / FewestChannels);

    /// <summary>Normalises, shape [n, channels, h, w].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x) =>
        torch.nn.functional.group_norm(x, groups, pass[weight], pass[bias], epsilon);

    /// <summary>Normalises and applies the SiLU activation x·sigmoid(x).</summary>
    public torch.Tensor Activate(Pass pass, torch.Tensor x)
    {
        using var normal = Apply(pass, x);
        return torch.nn.functional.silu(normal);
    }
}

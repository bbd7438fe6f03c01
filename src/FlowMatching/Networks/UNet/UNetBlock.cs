using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// A residual block of a U-Net: two normalised 3×3 convolutions that see time between them, resampling before the first
/// where asked for, and self-attention after them where asked for.
/// </summary>
internal sealed class UNetBlock
{
    private readonly UNetBlockStyle style;
    private readonly GroupNormalization firstNorm;
    private readonly Convolution first;
    private readonly Dense timeMap;
    private readonly GroupNormalization secondNorm;
    private readonly Convolution second;
    private readonly SkipPath skip;
    private readonly SelfAttention? attention;

    /// <summary>Adds its tensors to the layout.</summary>
    /// <param name="layout">Receives the tensors.</param>
    /// <param name="name">The block's published name.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="style">What all blocks of the network have in common.</param>
    /// <param name="direction">Whether it resamples.</param>
    /// <param name="attends">Whether it attends.</param>
    /// <exception cref="SettingValueException">The channels cannot be grouped or divided among heads.</exception>
    public UNetBlock(
        StateLayout layout, string name, int inputs, int outputs, UNetBlockStyle style,
        ResampleDirection? direction = null, bool attends = false)
    {
        this.style = style;
        Name = name;
        InputChannels = inputs;
        OutputChannels = outputs;
        Direction = direction;
        firstNorm = new GroupNormalization(layout, $"{name}.norm0", inputs, style.Epsilon);
        first = new Convolution(layout, $"{name}.conv0", inputs, outputs, 3, style.Initial, direction, style.ResampleFilter);
        timeMap = new Dense(layout, $"{name}.affine", style.EmbeddingWidth, style.TimeScales ? 2 * outputs : outputs, style.Initial);
        secondNorm = new GroupNormalization(layout, $"{name}.norm1", outputs, style.Epsilon);
        second = new Convolution(layout, $"{name}.conv1", outputs, outputs, 3, style.Final);
        skip = new SkipPath(layout, name, inputs, outputs, direction, style);
        if (attends)
            attention = new SelfAttention(layout, name, outputs, Heads(name, outputs), style.Epsilon, style.Attention, style.Final);
    }

    /// <summary>Its published name.</summary>
    public string Name { get; }

    /// <summary>What all blocks of the network have in common.</summary>
    public UNetBlockStyle Style => style;

    /// <summary>Channels of its input.</summary>
    public int InputChannels { get; }

    /// <summary>Channels of its result.</summary>
    public int OutputChannels { get; }

    /// <summary>Whether it resamples.</summary>
    public ResampleDirection? Direction { get; }

    /// <summary>Whether it attends.</summary>
    public bool Attends => attention is not null;

    /// <summary>Whether what goes around it is convolved.</summary>
    public bool ConvolvesSkip => skip.Convolves;

    /// <summary>[n, inputs, h, w] to [n, outputs, h', w'], given the embedding of time, shape [n, width].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x, torch.Tensor embedding)
    {
        using var scope = torch.NewDisposeScope();
        var features = first.Apply(pass, firstNorm.Activate(pass, x));
        var time = timeMap.Apply(pass, embedding).unsqueeze(2).unsqueeze(3);
        if (style.TimeScales)
        {
            var parts = time.chunk(2, 1);
            features = silu(secondNorm.Apply(pass, features) * (parts[0] + 1) + parts[1]);
        }
        else
        {
            features = secondNorm.Activate(pass, features + time);
        }

        features = second.Apply(pass, pass.Drop(features, style.Dropout));
        features = Scale(features + skip.Apply(pass, x));
        if (attention is not null)
            features = Scale(attention.Apply(pass, features));
        return features.MoveToOuterDisposeScope();
    }

    private torch.Tensor Scale(torch.Tensor x) => style.SkipScale == 1 ? x : x * style.SkipScale;

    private int Heads(string name, int channels)
    {
        if (style.HeadChannels is not { } width)
            return 1;
        if (channels % width != 0)
        {
            throw new SettingValueException(
                $"The U-Net block '{name}' cannot divide {channels} channels among attention heads of {width}. Take base channels "
                + $"and multipliers that give a multiple of {width} wherever blocks attend.");
        }

        return channels / width;
    }
}

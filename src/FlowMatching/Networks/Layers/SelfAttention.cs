using TorchSharp;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>
/// Self-attention over the pixels of an image with a residual connection. The weights softmax(qᵀk/√channels) are always
/// computed in single precision, whatever the precision of the rest, as published networks do.
/// </summary>
internal sealed class SelfAttention
{
    private readonly GroupNormalization norm;
    private readonly Convolution project;
    private readonly Convolution mix;
    private readonly int heads;

    /// <summary>Adds the tensors <c>norm2</c>, <c>qkv</c> and <c>proj</c> of a block to the layout.</summary>
    /// <param name="layout">Receives the tensors.</param>
    /// <param name="name">The block's name.</param>
    /// <param name="channels">Channels, a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">Attention heads, at least 1.</param>
    /// <param name="epsilon">The normalisation's.</param>
    /// <param name="initial">Initial values of the projection to queries, keys and values.</param>
    /// <param name="final">Initial values of the last projection.</param>
    public SelfAttention(
        StateLayout layout, string name, int channels, int heads, double epsilon, InitialValues initial, InitialValues final)
    {
        this.heads = heads;
        norm = new GroupNormalization(layout, $"{name}.norm2", channels, epsilon);
        project = new Convolution(layout, $"{name}.qkv", channels, 3 * channels, 1, initial);
        mix = new Convolution(layout, $"{name}.proj", channels, channels, 1, final);
    }

    /// <summary>Adds to every pixel what it attends to, shape [n, channels, h, w].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        long count = x.shape[0], channels = x.shape[1], pixels = x.shape[2] * x.shape[3];
        var parts = project.Apply(pass, norm.Apply(pass, x)).reshape(count * heads, channels / heads, 3, pixels).unbind(2);
        var queries = parts[0].to(torch.float32);
        var keys = (parts[1] / Math.Sqrt(channels / heads)).to(torch.float32);
        var weights = queries.transpose(1, 2).bmm(keys).softmax(2).to(x.dtype);
        var attended = parts[2].bmm(weights.transpose(1, 2)).reshape(x.shape);
        return (mix.Apply(pass, attended) + x).MoveToOuterDisposeScope();
    }
}

using FastOde.FlowMatching.Networks.Layers;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>From one condition, such as time, to what every block sees of it, before the last SiLU: waves and two dense layers.</summary>
internal sealed class TimeMapping
{
    private readonly PositionalEmbedding? positional;
    private readonly FourierEmbedding? fourier;
    private readonly Dense first;
    private readonly Dense second;

    /// <summary>Adds its tensors to the layout.</summary>
    /// <param name="layout">Receives the tensors.</param>
    /// <param name="shape">Width and kind of the embedding.</param>
    /// <param name="initial">Initial values.</param>
    /// <param name="condition">Its name; the published names of tensors are those of time.</param>
    public TimeMapping(StateLayout layout, UNetShape shape, InitialValues initial, string condition)
    {
        var name = NameOf(condition);
        var song = shape.Spec as SongUNetSpec;
        if (song?.Embedding == TimeEmbeddingKind.Fourier)
            fourier = new FourierEmbedding(layout, $"{name}_noise", shape.Waves);
        else
            positional = new PositionalEmbedding(shape.Waves, reachesSlowest: song is not null, sinesFirst: song is not null);
        var width = shape.EmbeddingWidth;
        first = new Dense(layout, $"{name}_layer0", shape.Waves, width, initial);
        second = new Dense(layout, $"{name}_layer1", width, width, initial);
    }

    /// <summary>What the names of the tensors of a condition begin with.</summary>
    /// <param name="condition">Its name.</param>
    public static string NameOf(string condition) => condition == NetworkConditions.Time ? "map" : $"map_{condition}";

    /// <summary>Times of shape [n] to their sines and cosines.</summary>
    public torch.Tensor Waves(Pass pass, torch.Tensor time) => positional?.Apply(time) ?? fourier!.Apply(pass, time);

    /// <summary>Times of shape [n] to [n, width], of the given type; the waves are computed in the type of the times.</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor time, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = torch.nn.functional.silu(first.Apply(pass, Waves(pass, time).to(type)));
        return second.Apply(pass, hidden).MoveToOuterDisposeScope();
    }
}

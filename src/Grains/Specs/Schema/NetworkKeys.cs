using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;

namespace FastOde.Grains.Specs.Schema;

/// <summary>The keys of <c>trial.network</c> and of <c>trial.encoder</c>, which are the same.</summary>
internal static class NetworkKeys
{
    private static readonly WholeRule Hidden = new(1, 8192);
    private static readonly WholeRule Layers = new(1, 32);
    private static readonly WholeRule Frequencies = new(1, 4096);
    private static readonly NumberRule Scale = new(0, double.PositiveInfinity) { AboveMin = true };
    private static readonly WholeRule Channels = new(4, 4096) { Even = true };
    private static readonly WholeRule Factor = new(1, 64);
    private static readonly WholeRule Resolution = new(1, 4096);
    private static readonly NumberRule Dropout = new(0, 1) { BelowMax = true };
    private static readonly NumberRule Tap = new(-1000, 1000);

    /// <summary>The keys of a section; where it is null in a default, there is none.</summary>
    internal static IReadOnlyList<SpecKey> Of(SpecSection<EncoderSpec> section) =>
    [
        section.Name("kind", "network", [.. KindNames.Networks.Keys], network => network.Kind, (network, name) => network with { Kind = name }),
        section.Whole("hidden", Hidden, network => network.Hidden, (network, number) => network with { Hidden = (int)number }),
        section.Whole("layers", Layers, network => network.Layers, (network, number) => network with { Layers = (int)number }),
        section.Whole("frequencies", Frequencies, network => network.Frequencies, (network, number) => network with { Frequencies = (int)number }),
        section.Number("scale", Scale, network => network.Scale, (network, number) => network with { Scale = number }),
        section.Whole("channels", Channels, network => network.Channels, (network, number) => network with { Channels = (int)number }),
        section.List("multipliers", Factor, network => Values(network.Multipliers), (network, items) => network with { Multipliers = Whole(items) }) with { MayRepeat = true },
        section.Whole("blocks", Factor, network => network.Blocks, (network, number) => network with { Blocks = (int)number }),
        section.List("attention", Resolution, network => Values(network.Attention), (network, items) => network with { Attention = Whole(items) }) with { MayBeEmpty = true },
        section.Number("dropout", Dropout, network => network.Dropout, (network, number) => network with { Dropout = number }),
        section.Name("embedding", "embedding of time", [.. KindNames.Embeddings.Keys], network => network.Embedding, (network, name) => network with { Embedding = name }),
        section.Name("contracting", "contracting half", [.. KindNames.Contracting.Keys], network => network.Contracting, (network, name) => network with { Contracting = name }),
        section.Name("expanding", "expanding half", [.. KindNames.Expanding.Keys], network => network.Expanding, (network, name) => network with { Expanding = name }),
        section.List("resampleFilter", Tap, network => Values(network.ResampleFilter), (network, items) => network with { ResampleFilter = Numbers(items) }) with { MayRepeat = true },
        section.Whole("embeddingMultiplier", Factor, network => network.EmbeddingMultiplier, (network, number) => network with { EmbeddingMultiplier = (int)number }),
        section.Whole("timeMultiplier", Factor, network => network.TimeMultiplier, (network, number) => network with { TimeMultiplier = (int)number }),
        section.Flag("checkpointing", network => network.Checkpointing, (network, flag) => network with { Checkpointing = flag }),
    ];

    private static IEnumerable<ParameterValue>? Values(IReadOnlyList<int>? items) => items?.Select(item => ParameterValue.Of(item));

    private static IEnumerable<ParameterValue>? Values(IReadOnlyList<double>? items) => items?.Select(ParameterValue.Of);

    private static IReadOnlyList<int> Whole(IReadOnlyList<ParameterValue> items) => [.. items.Select(item => (int)item.Number!.Value)];

    private static IReadOnlyList<double> Numbers(IReadOnlyList<ParameterValue> items) => [.. items.Select(item => item.Number!.Value)];
}

using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;

namespace FastOde.Grains.Specs;

/// <summary>The words of a spec for the kinds that the science knows by type.</summary>
internal static class KindNames
{
    internal static IReadOnlyDictionary<string, PredictionKind> Predictions { get; } = new OrderedDictionary<string, PredictionKind>
    {
        ["velocity"] = PredictionKind.Velocity,
        ["noise"] = PredictionKind.Noise,
    };

    internal static IReadOnlyDictionary<string, CouplingKind> Couplings { get; } = new OrderedDictionary<string, CouplingKind>
    {
        ["independent"] = CouplingKind.Independent,
        ["learned"] = CouplingKind.Learned,
        ["minibatch-ot"] = CouplingKind.MinibatchOptimalTransport,
        ["reflow"] = CouplingKind.Reflow,
        ["distillation"] = CouplingKind.Distillation,
    };

    internal static IReadOnlyDictionary<string, TransportSolver> TransportSolvers { get; } = new OrderedDictionary<string, TransportSolver>
    {
        ["exact"] = TransportSolver.Exact,
        ["sinkhorn"] = TransportSolver.Sinkhorn,
    };

    /// <summary>Penalties one by one, then the KL together with each of those on the minibatch as a whole.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<PenaltyKind>> Penalties { get; } = new OrderedDictionary<string, IReadOnlyList<PenaltyKind>>
    {
        ["kl"] = [PenaltyKind.Kl],
        ["sliced-wasserstein"] = [PenaltyKind.SlicedWasserstein],
        ["mmd"] = [PenaltyKind.Mmd],
        ["moments"] = [PenaltyKind.Moments],
        ["critic"] = [PenaltyKind.Critic],
        ["kl+sliced-wasserstein"] = [PenaltyKind.Kl, PenaltyKind.SlicedWasserstein],
        ["kl+mmd"] = [PenaltyKind.Kl, PenaltyKind.Mmd],
        ["kl+moments"] = [PenaltyKind.Kl, PenaltyKind.Moments],
        ["kl+critic"] = [PenaltyKind.Kl, PenaltyKind.Critic],
    };

    internal static IReadOnlyDictionary<string, RampScale> RampScales { get; } = new OrderedDictionary<string, RampScale>
    {
        ["linear"] = RampScale.Linear,
        ["log"] = RampScale.Log,
    };

    internal static IReadOnlyDictionary<string, PriorKind> Priors { get; } = new OrderedDictionary<string, PriorKind>
    {
        ["standard"] = PriorKind.Standard,
        ["fitted"] = PriorKind.Fitted,
        ["flow"] = PriorKind.Flow,
    };

    internal static IReadOnlyDictionary<string, InitialWeights> InitialWeights { get; } = new OrderedDictionary<string, InitialWeights>
    {
        ["random"] = FlowMatching.Couplings.InitialWeights.Random,
        ["teacher"] = FlowMatching.Couplings.InitialWeights.Teacher,
    };

    internal static IReadOnlyDictionary<string, PriorBasis> PriorBases { get; } = new OrderedDictionary<string, PriorBasis>
    {
        ["pixel"] = PriorBasis.Pixel,
        ["fourier"] = PriorBasis.Fourier,
        ["wavelet"] = PriorBasis.Wavelet,
    };

    internal static IReadOnlyDictionary<string, NetworkKind> Networks { get; } = new OrderedDictionary<string, NetworkKind>
    {
        ["mlp"] = NetworkKind.Mlp,
        ["fourier-mlp"] = NetworkKind.FourierMlp,
        ["song-unet"] = NetworkKind.SongUNet,
        ["adm-unet"] = NetworkKind.AdmUNet,
    };

    internal static IReadOnlyDictionary<string, TimeEmbeddingKind> Embeddings { get; } = new OrderedDictionary<string, TimeEmbeddingKind>
    {
        ["positional"] = TimeEmbeddingKind.Positional,
        ["fourier"] = TimeEmbeddingKind.Fourier,
    };

    internal static IReadOnlyDictionary<string, ContractingKind> Contracting { get; } = new OrderedDictionary<string, ContractingKind>
    {
        ["standard"] = ContractingKind.Standard,
        ["skip"] = ContractingKind.Skip,
        ["residual"] = ContractingKind.Residual,
    };

    internal static IReadOnlyDictionary<string, ExpandingKind> Expanding { get; } = new OrderedDictionary<string, ExpandingKind>
    {
        ["standard"] = ExpandingKind.Standard,
        ["skip"] = ExpandingKind.Skip,
    };

    internal static IReadOnlyDictionary<string, Precision> Precisions { get; } = new OrderedDictionary<string, Precision>
    {
        ["fp32"] = Precision.Full,
        ["bf16"] = Precision.BFloat16,
    };

    internal static IReadOnlyDictionary<string, OptimizerKind> Optimizers { get; } = new OrderedDictionary<string, OptimizerKind>
    {
        ["adam"] = OptimizerKind.Adam,
        ["adamw"] = OptimizerKind.AdamW,
    };
}

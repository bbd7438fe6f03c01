using System.Text.Json.Serialization;
using FastOde.Specs.Couplings;
using FastOde.Specs.Teachers;

namespace FastOde.FlowMatching.Couplings;

/// <summary>The <c>coupling</c> section of a spec.</summary>
public sealed record CouplingOptions
{
    /// <summary>Which coupling.</summary>
    public CouplingKind Kind { get; init; } = CouplingKind.Independent;

    /// <summary>The penalties of a learned coupling; they act together.</summary>
    public IReadOnlyList<PenaltyKind> Penalties { get; init; } = [PenaltyKind.Kl];

    /// <summary>
    /// Whether something of the coupling looks at the samples of a batch together after they were drawn, so that the
    /// parts of a batch do not add up to the batch: a penalty that is no mean over samples, or a prior fitted to the
    /// encoded data.
    /// </summary>
    [JsonIgnore]
    public bool ComparesSamples => Kind == CouplingKind.Learned
        && (Prior == PriorKind.Fitted || Penalties.Any(penalty => penalty is not (PenaltyKind.Kl or PenaltyKind.Critic)));

    /// <summary>Whether the coupling trains a critic.</summary>
    [JsonIgnore]
    public bool HasCritic => Kind == CouplingKind.Learned && Penalties.Contains(PenaltyKind.Critic);

    /// <summary>β, the weight of <see cref="PenaltyKind.Kl"/>, at least 0; the KL is a mean per data dimension.</summary>
    public double Beta { get; init; } = 10;

    /// <summary>β at step 1, at least 0, from where it moves to <see cref="Beta"/>; null for a β that stays.</summary>
    public double? BetaStart { get; init; }

    /// <summary>The step at which a β that moves reaches <see cref="Beta"/>.</summary>
    public int BetaSteps { get; init; }

    /// <summary>How β moves.</summary>
    public RampScale BetaScale { get; init; } = RampScale.Linear;

    /// <summary>Where sampling of a learned coupling starts.</summary>
    public PriorKind Prior { get; init; } = PriorKind.Standard;

    /// <summary>The basis in which <see cref="PriorKind.Fitted"/> fits; only images have another than <see cref="PriorBasis.Pixel"/>.</summary>
    public PriorBasis PriorBasis { get; init; } = PriorBasis.Pixel;

    /// <summary>Euler steps of <see cref="PriorKind.Flow"/>, at least 1.</summary>
    public int PriorSteps { get; init; } = 2;

    /// <summary>Whether a flow of its own carries the prior to the encoded data.</summary>
    [JsonIgnore]
    public bool HasPriorFlow => Kind == CouplingKind.Learned && Prior == PriorKind.Flow;

    /// <summary>The weight of the penalties on the minibatch as a whole, all but <see cref="PenaltyKind.Kl"/>, at least 0.</summary>
    public double Weight { get; init; } = 100;

    /// <summary>The weight of each penalty on the minibatch where there are several; null where <see cref="Weight"/> is that of the only one.</summary>
    public IReadOnlyDictionary<PenaltyKind, double>? Weights { get; init; }

    /// <summary>Directions a step projects on for <see cref="PenaltyKind.SlicedWasserstein"/>, at least 1.</summary>
    public int Directions { get; init; } = 64;

    /// <summary>The critic of <see cref="PenaltyKind.Critic"/>.</summary>
    public CriticOptions Critic { get; init; } = new();

    /// <summary>The trial whose flow <see cref="CouplingKind.Reflow"/> and <see cref="CouplingKind.Distillation"/> learn from; null for none.</summary>
    public string? Teacher { get; init; }

    /// <summary>Pairs that the teacher makes, at least 1.</summary>
    public int Pairs { get; init; } = 50_000;

    /// <summary>The solver that follows the teacher's flow and its number.</summary>
    public string TeacherSolver { get; init; } = "heun-21";

    /// <summary>The weights that a student of <see cref="Teacher"/> begins with.</summary>
    public InitialWeights InitialWeights { get; init; } = InitialWeights.Random;

    /// <summary>How <see cref="CouplingKind.MinibatchOptimalTransport"/> pairs.</summary>
    public TransportSolver Solver { get; init; } = TransportSolver.Exact;

    /// <summary>The entropic ε of <see cref="TransportSolver.Sinkhorn"/> in units of a batch's mean cost, above 0.</summary>
    public double Regularization { get; init; } = 0.05;

    /// <summary>Most iterations of <see cref="TransportSolver.Sinkhorn"/> a step, at least 1.</summary>
    public int SinkhornIterations { get; init; } = 100;
}

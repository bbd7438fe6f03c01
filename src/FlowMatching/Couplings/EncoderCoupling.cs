using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>What the forms of the learned forward process share, whatever computes them: encoder, penalties and draws.</summary>
public abstract class EncoderCoupling : Coupling
{
    private readonly EncoderPenalty[] penalties;
    private readonly string[] penaltyKinds;
    private readonly double[] lastPenalties;
    private torch.Tensor? normals;
    private double weightedPenalty;

    /// <summary>Couples by an encoder.</summary>
    /// <param name="process">Encoder and penalties.</param>
    private protected EncoderCoupling(ForwardProcessComputation process)
    {
        (Encoder, Parameters, Aggregate) = (process.Encoder, process.Parameters, process.Aggregate);
        penalties = [.. process.Penalties];
        penaltyKinds = [.. penalties.Select(penalty => penalty.Kind)];
        lastPenalties = new double[penalties.Length];
        Critic = penalties.OfType<CriticPenalty>().FirstOrDefault()?.Critic;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> PenaltyKinds => penaltyKinds;

    /// <inheritdoc/>
    public sealed override ReadOnlySpan<double> Penalties => lastPenalties;

    /// <inheritdoc/>
    public sealed override double WeightedPenalty => weightedPenalty;

    /// <inheritdoc/>
    public sealed override AggregatePosterior? Aggregate { get; }

    /// <inheritdoc/>
    public sealed override Critic? Critic { get; }

    /// <inheritdoc/>
    public sealed override bool NeedsNoiseGradient => true;

    /// <summary>Gives means and log variances.</summary>
    private protected Network Encoder { get; }

    /// <summary>Where the encoder's parameters lie.</summary>
    private protected ParameterBlock Parameters { get; }

    /// <summary>Data dimension.</summary>
    private protected int Dimension => Encoder.OutputDimension / 2;

    /// <inheritdoc/>
    public sealed override void BeginStep(int step, ReadOnlySpan<int> samples)
    {
        foreach (var penalty in penalties)
            penalty.BeginStep(step);
    }

    /// <inheritdoc/>
    public sealed override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        normals = Workspace.Like(normals, data.shape[0], Dimension, data.device);
        return normals.normal_(0, 1, generator);
    }

    /// <summary>Forgets what the penalties said of the batch before.</summary>
    /// <returns>The penalties, each to be measured and handed to <see cref="Record"/>.</returns>
    private protected ReadOnlySpan<EncoderPenalty> BeginPenalties()
    {
        weightedPenalty = 0;
        return penalties;
    }

    /// <summary>Keeps what a penalty said of this batch.</summary>
    /// <param name="index">Which penalty.</param>
    /// <param name="value">The penalty, not weighted.</param>
    private protected void Record(int index, double value)
    {
        lastPenalties[index] = value;
        weightedPenalty += penalties[index].Weight * value;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Encoder.Dispose();
            normals?.Dispose();
            foreach (var penalty in penalties)
                penalty.Dispose();
        }

        base.Dispose(disposing);
    }
}

using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Kernels;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// The learned forward process in tensor operations, on any device: what <see cref="LearnedForwardProcess"/> computes on the
/// processor's memory. Autograd carries the gradients from noise and penalties to the encoder's output.
/// </summary>
internal sealed class TensorForwardProcess : Coupling
{
    private readonly Network encoder;
    private readonly ParameterBlock parameters;
    private readonly EncoderPenalty[] penalties;
    private readonly PenaltyKind[] penaltyKinds;
    private readonly double[] lastPenalties;
    private torch.Tensor? normals;
    private torch.Tensor? encoded;
    private torch.Tensor? noise;
    private torch.Tensor? penalty;
    private double weightedPenalty;

    /// <summary>Couples by an encoder.</summary>
    /// <param name="encoder">Gives means and log variances; disposed of with the coupling.</param>
    /// <param name="parameters">Where its parameters lie.</param>
    /// <param name="penalties">What keeps it near the prior, together; disposed of with the coupling.</param>
    /// <param name="aggregate">Follows the encoded data, where sampling shall start from them; else null.</param>
    public TensorForwardProcess(Network encoder, ParameterBlock parameters, IReadOnlyList<EncoderPenalty> penalties, AggregatePosterior? aggregate)
    {
        this.encoder = encoder;
        this.parameters = parameters;
        this.penalties = [.. penalties];
        penaltyKinds = [.. penalties.Select(penalty => penalty.Kind)];
        lastPenalties = new double[penalties.Count];
        Aggregate = aggregate;
        Critic = penalties.OfType<CriticPenalty>().FirstOrDefault()?.Critic;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PenaltyKind> PenaltyKinds => penaltyKinds;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Penalties => lastPenalties;

    /// <inheritdoc/>
    public override double WeightedPenalty => weightedPenalty;

    /// <inheritdoc/>
    public override AggregatePosterior? Aggregate { get; }

    /// <inheritdoc/>
    public override Critic? Critic { get; }

    /// <inheritdoc/>
    public override bool NeedsNoiseGradient => true;

    /// <inheritdoc/>
    public override void BeginStep(int step, ReadOnlySpan<int> samples)
    {
        foreach (var penalty in penalties)
            penalty.BeginStep(step);
    }

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        normals = Workspace.Like(normals, data.shape[0], encoder.OutputDimension / 2, data.device);
        return normals.normal_(0, 1, generator);
    }

    /// <inheritdoc/>
    public override torch.Tensor Noise(torch.Tensor data, torch.Tensor drawn, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        Forget();
        var ones = torch.ones([data.shape[0], 1], dtype: torch.float32, device: data.device);
        encoded = encoder.Forward(parameters, data, ones).detach().requires_grad_().DetachFromDisposeScope();
        var parts = encoded.chunk(2, 1);
        noise = (parts[0] + (parts[1] * 0.5).exp() * drawn).DetachFromDisposeScope();
        var batch = new EncodedTensors(parts[0], parts[1], noise);
        var sum = torch.zeros([], dtype: torch.float32, device: data.device);
        weightedPenalty = 0;
        for (var i = 0; i < penalties.Length; i++)
        {
            (lastPenalties[i], var weighted) = penalties[i].Measure(batch, generator);
            weightedPenalty += penalties[i].Weight * lastPenalties[i];
            sum = sum + weighted;
        }

        penalty = sum.DetachFromDisposeScope();
        Aggregate?.Follow(TensorMemory.Span(noise.detach().cpu()));
        return noise.detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Backward(torch.Tensor noiseGradient)
    {
        using var scope = torch.NewDisposeScope();
        torch.autograd.backward([noise!, penalty!], [noiseGradient, torch.ones_like(penalty!)]);
        encoder.Backward(parameters, encoded!.grad!, pointGradient: null);
        Forget();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            encoder.Dispose();
            normals?.Dispose();
            foreach (var penalty in penalties)
                penalty.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Forget()
    {
        foreach (var tensor in new[] { encoded, noise, penalty })
            tensor?.Dispose();
        (encoded, noise, penalty) = (null, null, null);
    }
}

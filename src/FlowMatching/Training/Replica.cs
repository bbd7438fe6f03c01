using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Optimizers;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// One copy of a trial's networks with all that a step needs for its share of the batch: coupling, loss, optimizer and
/// buffers. The gradient of a share that is split in parts is the mean of theirs. Not for two threads at once.
/// </summary>
internal sealed class Replica : IDisposable
{
    private readonly torch.Generator generator;
    private readonly AdamOptimizer optimizer;
    private readonly MethodLoss loss;
    private readonly int parts;
    private readonly torch.Tensor noiseGradient;
    private readonly torch.Tensor? partsGradient;
    private readonly double[] losses;
    private readonly torch.Tensor? encoded;
    private long encodedRows;

    /// <summary>Builds networks with parameters that are all zero.</summary>
    /// <param name="trial">What to train.</param>
    /// <param name="source">The data; not disposed of with the replica.</param>
    /// <param name="generator">What dropout and penalties draw from, on the device; not disposed of with the replica.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="Catalogs.SettingValueException">A network does not fit the data; the message names the key at fault.</exception>
    public Replica(TrialSpec trial, TrainingData source, torch.Generator generator, ComputeDevice device)
    {
        this.generator = generator;
        Networks = new TrialNetworks(trial, source.Shape, source.Prior, generator, device);
        Coupling = source.OwnCoupling()
            ?? device.Create<Coupling>(trial.Coupling, new CouplingProblem(source.Shape, source.Prior, device, Networks.Encoder, Networks.EncoderParameters) { Samples = source });
        optimizer = new AdamOptimizer(trial.Optimizer, Networks.Arena);
        parts = trial.Accumulation;
        var size = trial.BatchSize / trial.Replicas / parts;
        loss = Networks.Method.CreateLoss(new MethodProblem(Networks.Velocity, Networks.VelocityParameters, size, source.Shape.Dimension) { Teacher = source.TeacherVelocity() });
        noiseGradient = Workspace.Like(null, size, source.Shape.Dimension, device.Device);
        partsGradient = parts > 1 ? torch.zeros_like(Networks.Arena.Gradients).DetachFromDisposeScope() : null;
        PenaltyNames = TrainingMetrics.Of(Coupling.PenaltyKinds);
        losses = new double[Networks.Method.LossNames.Count + PenaltyNames.Count];
        encoded = trial.PriorFlowNetwork is not null ? Workspace.Like(null, size * parts, source.Shape.Dimension, device.Device) : null;
    }

    /// <summary>The networks.</summary>
    public TrialNetworks Networks { get; }

    /// <summary>The coupling.</summary>
    public Coupling Coupling { get; }

    /// <summary>The names of the coupling's penalties.</summary>
    public IReadOnlyList<string> PenaltyNames { get; }

    /// <summary>Each loss of the method, then each penalty of the coupling, of the last share; not weighted.</summary>
    public ReadOnlySpan<double> Losses => losses;

    /// <summary>The squared errors of the last share's velocities by bins of time.</summary>
    public TimeBins ByTime { get; } = new();

    /// <summary>The last share as encoded, where a prior's own flow learns from it; else null.</summary>
    public torch.Tensor? Encoded => encoded;

    /// <summary>
    /// Measures a share of the batch and writes the gradient of its loss into the arena. Where the loss is infinite or not
    /// a number, what the arena's gradients hold means nothing.
    /// </summary>
    /// <param name="share">This replica's samples.</param>
    /// <returns>Losses, means over the share.</returns>
    public TrainingLoss Differentiate(in Batch share)
    {
        using var scope = torch.NewDisposeScope();
        Array.Clear(losses);
        ByTime.Clear();
        encodedRows = 0;
        if (partsGradient is null)
            return DifferentiatePart(share);
        var gradients = Networks.Arena.Gradients;
        var (method, penalty) = (0.0, 0.0);
        for (var part = 0; part < parts; part++)
        {
            var loss = DifferentiatePart(share.Part(part, parts));
            method += loss.Method / parts;
            penalty += loss.WeightedPenalty / parts;
            if (!double.IsFinite(loss.Total))
                break;
            if (part == 0)
                partsGradient.copy_(gradients);
            else
                partsGradient.add_(gradients);
        }

        gradients.copy_(partsGradient).div_(parts);
        return new TrainingLoss(method, penalty);
    }

    /// <summary>Draws the noise of a batch as the coupling stands, without a penalty or a gradient; no average of the coupling follows it.</summary>
    /// <param name="data">The data, shape [n, dimension].</param>
    /// <param name="draws">What to draw from.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public torch.Tensor Pairs(torch.Tensor data, torch.Generator draws)
    {
        var drawn = Coupling.DrawBatch(data, draws);
        return Networks.Encoder is null ? Coupling.Noise(data, drawn, draws).clone() : Networks.Encode(data, drawn);
    }

    /// <summary>Moves the parameters against the arena's gradients, and those of a critic against its own.</summary>
    /// <param name="step">The step, from 1.</param>
    public void Update(int step)
    {
        optimizer.Step(step);
        Coupling.Critic?.Update(step);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Coupling.Dispose();
        Networks.Dispose();
        loss.Dispose();
        noiseGradient.Dispose();
        partsGradient?.Dispose();
        encoded?.Dispose();
    }

    private TrainingLoss DifferentiatePart(in Batch part)
    {
        var noise = Coupling.Noise(part.Data, part.Drawn, generator);
        encoded?.narrow(0, encodedRows, noise.shape[0]).copy_(noise.detach());
        encodedRows += noise.shape[0];
        var total = new TrainingLoss(loss.Measure(part.Conditions, part.Data, noise), Coupling.WeightedPenalty);
        Add(loss.Losses, losses);
        if (loss.ByTime is { } bins)
            ByTime.Add(bins);
        Add(Coupling.Penalties, losses.AsSpan(loss.Losses.Length));
        if (!double.IsFinite(total.Total))
            return total;
        loss.Backward(Coupling.NeedsNoiseGradient ? noiseGradient : null);
        if (Coupling.NeedsNoiseGradient)
            Coupling.Backward(noiseGradient);
        return total;
    }

    private void Add(ReadOnlySpan<double> values, Span<double> sums)
    {
        for (var i = 0; i < values.Length; i++)
            sums[i] += values[i] / parts;
    }
}

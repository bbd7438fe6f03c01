using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// One copy of a trial's networks with all that a step needs for its share of the batch: coupling, loss, optimizer and
/// buffers. The gradient of a share that is split in parts is the mean of theirs. Not for two threads at once.
/// </summary>
internal sealed class Replica : IDisposable
{
    private readonly InterpolationPath path;
    private readonly torch.Generator generator;
    private readonly AdamOptimizer optimizer;
    private readonly IVelocityLoss loss;
    private readonly int parts;
    private readonly torch.Tensor pointGradient;
    private readonly torch.Tensor? partsGradient;
    private readonly double[] penalties;
    private readonly torch.Tensor? encoded;
    private long encodedRows;

    /// <summary>Builds networks with parameters that are all zero.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="source">The data; not disposed of with the replica.</param>
    /// <param name="generator">What dropout and penalties draw from, on the device; not disposed of with the replica.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="Catalogs.SettingValueException">A network does not fit the data; the message names the key at fault.</exception>
    public Replica(TrainingOptions options, TrainingData source, torch.Generator generator, ComputeDevice device)
    {
        this.generator = generator;
        path = PathCatalog.Paths.Find(options.Path);
        Networks = new TrialNetworks(options, source.Shape, source.Prior, generator, device);
        Coupling = source.OwnCoupling() ?? CouplingFactory.Create(options.Coupling, source.Shape, source.Prior, Networks.Encoder, Networks.EncoderParameters);
        optimizer = new AdamOptimizer(options.Optimizer, Networks.Arena);
        parts = options.Accumulation;
        var size = options.BatchSize / options.Replicas / parts;
        loss = device.Create(new VelocityLossComputation(size, source.Shape.Dimension, options.Prediction));
        pointGradient = Workspace.Like(null, size, source.Shape.Dimension, device.Device);
        partsGradient = parts > 1 ? torch.zeros_like(Networks.Arena.Gradients).DetachFromDisposeScope() : null;
        penalties = new double[Coupling.PenaltyKinds.Count];
        encoded = options.Coupling.HasPriorFlow ? Workspace.Like(null, size * parts, source.Shape.Dimension, device.Device) : null;
    }

    /// <summary>The networks.</summary>
    public TrialNetworks Networks { get; }

    /// <summary>The coupling.</summary>
    public Coupling Coupling { get; }

    /// <summary>Each penalty of the last share, not weighted.</summary>
    public ReadOnlySpan<double> Penalties => penalties;

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
        Array.Clear(penalties);
        encodedRows = 0;
        if (partsGradient is null)
            return DifferentiatePart(share);
        var gradients = Networks.Arena.Gradients;
        var (velocity, penalty) = (0.0, 0.0);
        for (var part = 0; part < parts; part++)
        {
            var losses = DifferentiatePart(share.Part(part, parts));
            velocity += losses.Velocity / parts;
            penalty += losses.WeightedPenalty / parts;
            if (!double.IsFinite(losses.Total))
                break;
            if (part == 0)
                partsGradient.copy_(gradients);
            else
                partsGradient.add_(gradients);
        }

        gradients.copy_(partsGradient).div_(parts);
        return new TrainingLoss(velocity, penalty);
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
        pointGradient.Dispose();
        partsGradient?.Dispose();
        encoded?.Dispose();
    }

    private TrainingLoss DifferentiatePart(in Batch part)
    {
        var noise = Coupling.Noise(part.Data, part.Drawn, generator);
        encoded?.narrow(0, encodedRows, noise.shape[0]).copy_(noise.detach());
        encodedRows += noise.shape[0];
        var points = loss.Place(path, part.Time, part.Data, noise);
        var velocityLoss = loss.Measure(Networks.Velocity.Forward(Networks.VelocityParameters, points, part.Time), out var gradient);
        var losses = new TrainingLoss(velocityLoss, Coupling.WeightedPenalty);
        for (var i = 0; i < penalties.Length; i++)
            penalties[i] += Coupling.Penalties[i] / parts;
        if (!double.IsFinite(losses.Total))
            return losses;
        Networks.Velocity.Backward(Networks.VelocityParameters, gradient, Coupling.NeedsNoiseGradient ? pointGradient : null);
        if (Coupling.NeedsNoiseGradient)
        {
            loss.ToNoise(pointGradient);
            Coupling.Backward(pointGradient);
        }

        return losses;
    }
}

using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;
using FastOde.Specs;
using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Trains a <see cref="PriorFlow"/> beside the trial by plain flow matching: the encoded minibatch, through which no
/// gradient goes back, takes the place of data, and noise is drawn from the prior whatever it is paired with. The path is
/// the quarter circle, on which nothing moves where the encoded data are the prior already: on the straight line two Euler
/// steps from N(0, 1) to N(0, 1) would halve every point. What it draws follows from the step alone, so that no state of
/// it is kept.
/// </summary>
internal sealed class PriorFlowTraining : IDisposable
{
    private readonly Func<int, ulong> seeds;
    private readonly torch.Generator generator;
    private readonly AdamOptimizer optimizer;
    private readonly FlowMatchingMethod method = new(new FlowMatchingSpec(), new MethodSetting(new CosinePath()));
    private readonly MethodLoss loss;
    private readonly torch.Tensor deviations;
    private readonly torch.Tensor noise;
    private readonly torch.Tensor time;

    private PriorFlowTraining(TrialSpec trial, TrainingData source, ComputeDevice device, Func<int, ulong> seeds)
    {
        this.seeds = seeds;
        generator = new torch.Generator(seeds(0), device.Device);
        Flow = PriorFlow.Of(trial, source.Shape, source.Prior, generator, device)!;
        optimizer = new AdamOptimizer(trial.Optimizer, Flow.Arena);
        loss = method.CreateLoss(new MethodProblem(Flow.Network, Flow.Parameters, trial.BatchSize, source.Shape.Dimension));
        deviations = torch.tensor(source.Prior.Variances.ToArray()).sqrt_().to(device.Device).DetachFromDisposeScope();
        noise = Workspace.Like(null, trial.BatchSize, source.Shape.Dimension, device.Device);
        time = Workspace.Like(null, trial.BatchSize, 1, device.Device);
        using (var initial = new torch.Generator(seeds(0), torch.CPU))
            Flow.Parameters.Initialize(initial);
        Flow.Arena.Average?.copy_(Flow.Arena.Values);
    }

    /// <summary>What is trained.</summary>
    public PriorFlow Flow { get; }

    /// <summary>Prepares the training that a trial asks for, from initial weights; null where it asks for none.</summary>
    /// <param name="trial">Network, optimizer and batch.</param>
    /// <param name="source">Gives shape and prior; not disposed of with the training.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="seeds">Seed of all draws of a step; of the initial weights for step 0.</param>
    public static PriorFlowTraining? Of(TrialSpec trial, TrainingData source, ComputeDevice device, Func<int, ulong> seeds) =>
        trial.PriorFlowNetwork is not null ? new PriorFlowTraining(trial, source, device, seeds) : null;

    /// <summary>One step; where its loss is infinite or not a number, the weights stay as they were.</summary>
    /// <param name="step">The step, from 1.</param>
    /// <param name="encoded">The encoded batch, shape [batch, dimension].</param>
    /// <returns>The velocity loss, a mean per dimension.</returns>
    public double Advance(int step, torch.Tensor encoded)
    {
        using var scope = torch.NewDisposeScope();
        generator.manual_seed((long)seeds(step));
        noise.normal_(0, 1, generator).mul_(deviations);
        method.DrawConditions(time, generator);
        var value = loss.Measure(time, encoded, noise);
        if (!double.IsFinite(value))
            return value;
        loss.Backward(noiseGradient: null);
        optimizer.Step(step);
        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flow.Dispose();
        loss.Dispose();
        generator.Dispose();
        deviations.Dispose();
        noise.Dispose();
        time.Dispose();
    }
}

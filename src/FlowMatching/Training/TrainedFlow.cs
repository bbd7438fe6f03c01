using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// A trial's networks as a checkpoint left them, for everything that comes after training: sampling, teaching, export.
/// With a moving average in the checkpoint it computes with that. Not for two threads at once.
/// </summary>
public sealed class TrainedFlow : IDisposable
{
    private readonly TrialNetworks networks;
    private readonly torch.Generator dropout;
    private readonly PriorFlow? priorFlow;

    private TrainedFlow(TrialNetworks networks, torch.Generator dropout, TrialSpec trial, SampleShape shape, DiagonalNormal prior)
    {
        this.networks = networks;
        this.dropout = dropout;
        (Trial, Shape, Prior) = (trial, shape, prior);
        priorFlow = PriorFlow.Of(trial, shape, prior, dropout, networks.Arena.Device);
        VelocityField = networks.VelocityField;
        Path = PathCatalog.Paths.Find(trial.Path);
    }

    /// <summary>What was trained.</summary>
    public TrialSpec Trial { get; }

    /// <summary>The shape of the data.</summary>
    public SampleShape Shape { get; }

    /// <summary>The prior over noise.</summary>
    public DiagonalNormal Prior { get; }

    /// <summary>The path between data and noise.</summary>
    public InterpolationPath Path { get; }

    /// <summary>The velocity; points are rows, shape [n, dimension].</summary>
    public IVelocityField VelocityField { get; private set; }

    /// <summary>What sampling starts from, where the prior was fitted; else null.</summary>
    public AggregatePosterior? Aggregate { get; private set; }

    /// <summary>Whether the trial learned its forward process.</summary>
    public bool HasEncoder => networks.Encoder is not null;

    /// <summary>Evaluations of all its networks so far, one a sample.</summary>
    internal long Evaluations => networks.Evaluations + (priorFlow?.Evaluations ?? 0);

    /// <summary>The networks' parameters, by name and in the order of their state dicts.</summary>
    internal ParameterArena Arena => networks.Arena;

    /// <summary>Restores networks.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="shape">The shape of its data.</param>
    /// <param name="prior">Its prior over noise.</param>
    /// <param name="checkpoint">A checkpoint of the trial; only weights and average are read.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another size; the message names it.</exception>
    public static TrainedFlow Restore(TrialSpec trial, SampleShape shape, DiagonalNormal prior, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(checkpoint);
        // Nothing drops out after training, so that nothing is ever drawn from this generator.
        var dropout = new torch.Generator(0, torch.CPU);
        var networks = new TrialNetworks(trial, shape, prior, dropout, ComputeDevice.FindOrAutomatic(trial.Device));
        var flow = new TrainedFlow(networks, dropout, trial, shape, prior);
        try
        {
            TrainingState.RestoreWeights(checkpoint, flow.Arena);
            flow.Aggregate = StoredAggregate.Read(checkpoint, shape, prior);
            if (flow.priorFlow is { } start)
                TrainingState.RestoreWeights(checkpoint, start.Arena);
            flow.VelocityField = flow.networks.VelocityFieldFrom(flow.priorFlow is null ? flow.Aggregate?.Shift() : flow.priorFlow.Start);
            return flow;
        }
        catch
        {
            flow.Dispose();
            throw;
        }
    }

    /// <summary>Draws noise of the prior; what trajectories start from is where <see cref="IVelocityField.Start"/> moves it.</summary>
    /// <param name="count">How many draws, at least 1.</param>
    /// <param name="generator">What to draw from.</param>
    /// <returns>Shape [count, dimension], float32.</returns>
    public torch.Tensor Noise(int count, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var deviations = torch.tensor(Prior.Variances.ToArray()).sqrt_();
        var noise = torch.randn([count, Shape.Dimension], dtype: torch.float32, generator: generator).mul_(deviations);
        return noise.MoveToOuterDisposeScope();
    }

    /// <summary>Draws noise from the learned forward process, q(noise | data).</summary>
    /// <param name="data">Data, shape [n, dimension], float32.</param>
    /// <param name="generator">What to draw from.</param>
    /// <returns>Shape [n, dimension], float32.</returns>
    /// <exception cref="InvalidOperationException">The trial has no encoder.</exception>
    public torch.Tensor Encode(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var normals = torch.randn(data.shape, dtype: torch.float32, generator: generator);
        return Encode(data, normals);
    }

    /// <summary>Noise of the learned forward process for given draws: mean + deviation·ε.</summary>
    /// <param name="data">Data, shape [n, dimension], float32.</param>
    /// <param name="normals">ε, draws of N(0, 1) of the same shape.</param>
    /// <returns>Shape [n, dimension], float32.</returns>
    /// <exception cref="InvalidOperationException">The trial has no encoder.</exception>
    public torch.Tensor Encode(torch.Tensor data, torch.Tensor normals)
    {
        ArgumentNullException.ThrowIfNull(data);
        return networks.Encode(data, normals);
    }

    /// <summary>A copy of the velocity network's parameters, averaged where an average is kept, by name and in order.</summary>
    internal IReadOnlyList<SafeTensor> VelocityWeights()
    {
        using var scope = torch.NewDisposeScope();
        return
        [
            .. Arena.Views((Arena.Average ?? Arena.Values).cpu())
                .Where(entry => entry.Name.StartsWith(TrialNetworks.VelocityName + ".", StringComparison.Ordinal))
                .Select(entry => new SafeTensor { Name = entry.Name, Type = "F32", Shape = entry.View.shape, Data = entry.View.bytes.ToArray() }),
        ];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        networks.Dispose();
        priorFlow?.Dispose();
        dropout.Dispose();
    }
}

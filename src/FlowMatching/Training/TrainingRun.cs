using System.Security.Cryptography;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Kernels;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The state of one trial in training: networks, coupling, generators, data order and step. What it computes is a
/// function of options and step alone. Not for two threads at once; any number of runs can train side by side.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private readonly TrainingOptions options;
    private readonly InterpolationPath path;
    private readonly TrainingData source;
    private readonly TrialNetworks networks;
    private readonly Coupling coupling;
    private readonly AdamOptimizer optimizer;
    private readonly DataOrder order;
    private readonly torch.Generator generator;
    private readonly VelocityLoss loss;
    private readonly int[] picked;
    private readonly torch.Tensor data;
    private readonly torch.Tensor time;
    private readonly torch.Tensor pointGradient;

    /// <summary>Prepares a trial on points of the plane at step 0.</summary>
    /// <param name="options">What to train.</param>
    /// <exception cref="UnknownNameException">Data set or path do not exist.</exception>
    /// <exception cref="SettingValueException">Options that do not go together; the message says which.</exception>
    public TrainingRun(TrainingOptions options)
        : this(options, new PointTrainingData(DatasetCatalog.Datasets.Find(options.Data), options.Seed))
    {
    }

    /// <summary>Prepares a trial at step 0.</summary>
    /// <param name="options">What to train; its data name is not looked up.</param>
    /// <param name="source">The data; disposed of with the run.</param>
    /// <exception cref="SettingValueException">Options that do not go together; the message says which.</exception>
    public TrainingRun(TrainingOptions options, TrainingData source)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        if (options.Problems() is [var problem, ..])
            throw new SettingValueException($"{problem.Key}: {problem.Message}");
        this.options = options;
        this.source = source;
        path = PathCatalog.Paths.Find(options.Path);
        var dimension = source.Shape.Dimension;
        generator = Generator(Stream.Draws);
        networks = new TrialNetworks(options, source.Shape, source.Prior, generator);
        using (var initial = Generator(Stream.Weights))
            networks.Initialize(initial);
        coupling = source.OwnCoupling() ?? CouplingFactory.Create(options.Coupling, source.Prior, networks.Encoder, networks.EncoderParameters);
        Meter = new LossMeter(coupling.PenaltyKinds);
        optimizer = new AdamOptimizer(options.Optimizer, networks.Arena);
        order = new DataOrder(source.Count, SeedMixer.Mix(options.Seed, (long)Stream.Order));
        loss = new VelocityLoss(options.BatchSize, dimension);
        picked = new int[options.BatchSize];
        data = Workspace.Like(null, options.BatchSize, dimension);
        time = Workspace.Like(null, options.BatchSize, 1);
        pointGradient = Workspace.Like(null, options.BatchSize, dimension);
    }

    private enum Stream
    {
        Weights = 1,
        Order = 2,
        Draws = 3,
    }

    /// <summary>Training steps done.</summary>
    public int Step { get; private set; }

    /// <summary>Number of parameters of all networks.</summary>
    public int ParameterCount => networks.Arena.Count;

    /// <summary>What is trained.</summary>
    public TrainingOptions Options => options;

    /// <summary>The shape of the data.</summary>
    public SampleShape Shape => source.Shape;

    /// <summary>The prior over noise.</summary>
    public DiagonalNormal Prior => source.Prior;

    /// <summary>The velocity as trained so far: with the moving average of the weights where one is kept.</summary>
    public IVelocityField VelocityField => networks.VelocityFieldFrom(coupling.Aggregate?.Shift());

    internal LossMeter Meter { get; }

    internal ParameterArena Arena => networks.Arena;

    /// <summary>
    /// One training step. When its loss is infinite or not a number, the weights stay as they were and the step is
    /// counted all the same, so that the caller can name it.
    /// </summary>
    /// <returns>The losses of this step's batch.</returns>
    public TrainingLoss Advance()
    {
        using var scope = torch.NewDisposeScope();
        Step++;
        order.Next(picked);
        source.Fill(picked, data, generator);
        if (options.Coupling.Kind == CouplingKind.Distillation)
            time.fill_(1);
        else
            time.uniform_(path.MinimumTime, 1, generator);
        coupling.BeginStep(Step, picked);
        var noise = coupling.Draw(data, generator);
        var points = loss.Place(path, time, data, noise);
        var velocityLoss = loss.Measure(networks.Velocity.Forward(networks.VelocityParameters, points, time), out var gradient);
        var losses = new TrainingLoss(velocityLoss, coupling.WeightedPenalty);
        Meter.Add(losses, coupling.Penalties);
        if (!double.IsFinite(losses.Total))
            return losses;
        networks.Velocity.Backward(networks.VelocityParameters, gradient, coupling.NeedsNoiseGradient ? pointGradient : null);
        if (coupling.NeedsNoiseGradient)
        {
            loss.ToNoise(pointGradient);
            coupling.Backward(pointGradient);
        }

        optimizer.Step(Step);
        return losses;
    }

    /// <summary>SHA-256 of the weights of all networks, not averaged, as they lie; lower-case hexadecimal.</summary>
    public string WeightsSha256() => Convert.ToHexStringLower(SHA256.HashData(networks.Arena.Values.bytes));

    /// <summary>Takes a copy of the whole state.</summary>
    public Checkpoint Capture() => TrainingState.Capture(options, Step, networks.Arena, order, generator, Meter, coupling.Aggregate);

    /// <summary>Goes on from a copy.</summary>
    /// <param name="checkpoint">A checkpoint of a trial with the same options.</param>
    /// <exception cref="InvalidDataException">It lacks something, or something has another size.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        TrainingState.Restore(checkpoint, networks.Arena, order, generator, Meter, coupling.Aggregate);
        Step = checkpoint.Step;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        coupling.Dispose();
        networks.Dispose();
        source.Dispose();
        order.Dispose();
        generator.Dispose();
        loss.Dispose();
        data.Dispose();
        time.Dispose();
        pointGradient.Dispose();
    }

    private torch.Generator Generator(Stream stream) => new(SeedMixer.Mix(options.Seed, (long)stream), torch.CPU);
}

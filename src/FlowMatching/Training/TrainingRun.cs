using System.Security.Cryptography;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Kernels;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The state of one trial in training: networks, arena, coupling, generators, data order and step. What it computes is a
/// function of options and step alone. Not for two threads at once; any number of runs can train side by side.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private const string VelocityName = "velocity";
    private const string EncoderName = "encoder";

    private readonly TrainingOptions options;
    private readonly InterpolationPath path;
    private readonly Network velocity;
    private readonly ParameterBlock velocityParameters;
    private readonly Coupling coupling;
    private readonly ParameterArena arena;
    private readonly AdamOptimizer optimizer;
    private readonly DataOrder order;
    private readonly torch.Generator generator;
    private readonly VelocityLoss loss;
    private readonly torch.Tensor data;
    private readonly torch.Tensor time;
    private readonly torch.Tensor pointGradient;

    /// <summary>Prepares a trial at step 0.</summary>
    /// <param name="options">What to train.</param>
    /// <exception cref="Catalogs.UnknownNameException">Data set or path do not exist.</exception>
    public TrainingRun(TrainingOptions options)
        : this(options, DatasetCatalog.Datasets.Find(options.Data))
    {
    }

    /// <summary>Prepares a trial on a data set of one's own.</summary>
    /// <param name="options">What to train; its data name is not looked up.</param>
    /// <param name="dataset">The data.</param>
    public TrainingRun(TrainingOptions options, PointDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        this.options = options;
        path = PathCatalog.Paths.Find(options.Path);
        var prior = dataset.Prior;
        var dimension = prior.Variances.Count;
        velocity = new MlpNetwork(options.Network, prior, dimension);
        var encoder = options.Coupling.Kind == CouplingKind.Learned ? new MlpNetwork(options.Network, prior, 2 * dimension) : null;
        (string, IReadOnlyList<ParameterShape>)[] networks =
            encoder is null ? [(VelocityName, velocity.Shapes)] : [(VelocityName, velocity.Shapes), (EncoderName, encoder.Shapes)];
        arena = new ParameterArena(networks, withAverage: options.Optimizer.EmaDecay > 0);
        velocityParameters = arena.Block(VelocityName);
        coupling = encoder is null
            ? new IndependentCoupling(prior)
            : new LearnedForwardProcess(encoder, arena.Block(EncoderName), Penalty(options.Coupling, prior), dimension);
        optimizer = new AdamOptimizer(options.Optimizer, arena);
        using (var initial = Generator(Stream.Weights))
        {
            foreach (var block in arena.Blocks)
                block.Initialize(initial);
        }

        arena.Average?.copy_(arena.Values);
        order = new DataOrder(dataset.Points(options.Seed).DetachFromDisposeScope(), SeedMixer.Mix(options.Seed, (long)Stream.Order));
        generator = Generator(Stream.Draws);
        loss = new VelocityLoss(options.BatchSize, dimension);
        data = Workspace.Like(null, options.BatchSize, dimension);
        time = Workspace.Like(null, options.BatchSize, 1);
        pointGradient = Workspace.Like(null, options.BatchSize, dimension);
        VelocityField = new NetworkVelocityField(velocity, velocityParameters, averaged: arena.Average is not null);
        Prior = prior;
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
    public int ParameterCount => arena.Count;

    /// <summary>The prior over noise.</summary>
    public DiagonalNormal Prior { get; }

    /// <summary>The velocity as trained so far: with the moving average of the weights where one is kept.</summary>
    public IVelocityField VelocityField { get; }

    internal LossMeter Meter { get; } = new();

    internal ParameterArena Arena => arena;

    /// <summary>
    /// One training step. When its loss is infinite or not a number, the weights stay as they were and the step is
    /// counted all the same, so that the caller can name it.
    /// </summary>
    /// <returns>The losses of this step's batch.</returns>
    public TrainingLoss Advance()
    {
        using var scope = torch.NewDisposeScope();
        Step++;
        order.Next(data);
        time.uniform_(path.MinimumTime, 1, generator);
        var noise = coupling.Draw(data, generator);
        var points = loss.Place(path, time, data, noise);
        var velocityLoss = loss.Measure(velocity.Forward(velocityParameters, points, time), out var gradient);
        var losses = new TrainingLoss(velocityLoss, coupling.Penalty, coupling.PenaltyWeight);
        Meter.Add(losses);
        if (!double.IsFinite(losses.Total))
            return losses;
        velocity.Backward(velocityParameters, gradient, coupling.NeedsNoiseGradient ? pointGradient : null);
        if (coupling.NeedsNoiseGradient)
        {
            loss.ToNoise(pointGradient);
            coupling.Backward(pointGradient);
        }

        optimizer.Step(Step);
        return losses;
    }

    /// <summary>SHA-256 of the weights of all networks, not averaged, as they lie; lower-case hexadecimal.</summary>
    public string WeightsSha256() => Convert.ToHexStringLower(SHA256.HashData(arena.Values.bytes));

    /// <summary>Takes a copy of the whole state.</summary>
    public Checkpoint Capture() => TrainingState.Capture(options, Step, arena, order, generator, Meter);

    /// <summary>Goes on from a copy.</summary>
    /// <param name="checkpoint">A checkpoint of a trial with the same options.</param>
    /// <exception cref="InvalidDataException">It lacks something, or something has another size.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        TrainingState.Restore(checkpoint, arena, order, generator, Meter);
        Step = checkpoint.Step;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        velocity.Dispose();
        coupling.Dispose();
        arena.Dispose();
        order.Dispose();
        generator.Dispose();
        loss.Dispose();
        data.Dispose();
        time.Dispose();
        pointGradient.Dispose();
    }

    private static EncoderPenalty Penalty(CouplingOptions options, DiagonalNormal prior) => options.Penalty switch
    {
        PenaltyKind.Kl => new KlPenalty(prior, options.Beta),
        PenaltyKind.SlicedWasserstein => new SlicedWassersteinPenalty(prior, options.Weight, options.Directions),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Penalty, "There is no such penalty."),
    };

    private torch.Generator Generator(Stream stream) => new(SeedMixer.Mix(options.Seed, (long)stream), torch.CPU);
}

using System.Security.Cryptography;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Teachers;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The state of one trial in training: networks, coupling, generators, data order and step. What it computes is a
/// function of options and step alone. Not for two threads at once; any number of runs can train side by side.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private readonly SeededTrial trial;
    private readonly TrainingData source;
    private readonly ReplicaGroup replicas;
    private readonly PriorFlowTraining? priorFlow;
    private readonly DataOrder order;
    private readonly torch.Generator generator;
    private readonly int[] picked;
    private readonly string[] lossNames;
    private readonly torch.Tensor data;
    private readonly torch.Tensor conditions;

    /// <summary>Prepares a trial on points of the plane at step 0.</summary>
    /// <param name="trial">What to train.</param>
    /// <exception cref="UnknownNameException">Data set or path do not exist.</exception>
    /// <exception cref="SettingValueException">Options that do not go together; the message says which.</exception>
    public TrainingRun(SeededTrial trial)
        : this(trial, ComputeDevice.Find(trial.Spec.Device))
    {
    }

    /// <summary>Prepares a trial at step 0.</summary>
    /// <param name="trial">What to train; its data name is not looked up.</param>
    /// <param name="source">The data; disposed of with the run.</param>
    /// <exception cref="SettingValueException">Options that do not go together; the message says which.</exception>
    public TrainingRun(SeededTrial trial, TrainingData source)
        : this(trial, source, ComputeDevice.Find(trial.Spec.Device))
    {
    }

    /// <summary>Prepares a trial on points of the plane at step 0, whatever device its options name.</summary>
    internal TrainingRun(SeededTrial trial, ComputeDevice device)
        : this(trial, new PointTrainingData(DatasetCatalog.Datasets.Find(trial.Spec.Data.Name), trial.Seed, device), device)
    {
    }

    /// <summary>Prepares a trial at step 0, whatever device its options name.</summary>
    internal TrainingRun(SeededTrial trial, TrainingData source, ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(source);
        var spec = trial.Spec;
        if (TrainingProblems.Of(spec, source.Shape).FirstOrDefault() is { } problem)
            throw new SettingValueException($"{problem.Key}: {problem.Message}");
        this.trial = trial;
        this.source = source;
        generator = Generator(Stream.Draws, device.Device);
        replicas = new ReplicaGroup(spec, source, generator, device, ReplicaSeed);
        priorFlow = PriorFlowTraining.Of(spec, source, device, step => SeedMixer.Mix(trial.Seed, (long)Stream.PriorFlow, step));
        using (var initial = Generator(Stream.Weights, torch.CPU))
        {
            Networks.Initialize(initial);
            Coupling.Critic?.Initialize(initial);
        }

        if (spec.Teaching?.InitialWeights == InitialWeights.Teacher)
        {
            source.Initialize(Networks.Arena);
            Networks.Arena.Average?.copy_(Networks.Arena.Values);
        }

        Evaluations = source.EvaluationsBefore;
        replicas.Spread();
        lossNames = [.. Networks.Method.LossNames, .. replicas.First.PenaltyNames];
        Meter = new LossMeter(
        [
            TrainingMetrics.Loss, .. Networks.Method.LossNames, LossMeter.Steps, .. replicas.First.PenaltyNames,
            .. Coupling.Critic is null ? [] : new[] { TrainingMetrics.CriticAccuracy }, .. priorFlow is null ? [] : new[] { TrainingMetrics.PriorFlowLoss },
        ]);
        order = new DataOrder(source.Count, SeedMixer.Mix(trial.Seed, (long)Stream.Order));
        picked = new int[spec.BatchSize];
        data = Workspace.Like(null, spec.BatchSize, source.Shape.Dimension, device.Device);
        conditions = Workspace.Like(null, spec.BatchSize, Networks.Method.Conditions.Count, device.Device);
    }

    private enum Stream
    {
        Weights = 1,
        Order = 2,
        Draws = 3,
        Replica = 4,
        Moved = 5,
        PriorFlow = 6,
        Variance = 7,
    }

    /// <summary>Training steps done.</summary>
    public int Step { get; private set; }

    /// <summary>Number of parameters of all networks.</summary>
    public int ParameterCount => Arenas.Sum(arena => arena.Count);

    /// <summary>What is trained.</summary>
    public SeededTrial Trial => trial;

    /// <summary>The shape of the data.</summary>
    public SampleShape Shape => source.Shape;

    /// <summary>The prior over noise.</summary>
    public DiagonalNormal Prior => source.Prior;

    /// <summary>
    /// Evaluations of networks that training has spent, one a sample: forward passes of the trial's networks and of a
    /// teacher's, those for its pairs among them. Null where an earlier version has not counted them.
    /// </summary>
    public long? Evaluations { get; private set; }

    /// <summary>The velocity as trained so far: with the moving average of the weights where one is kept.</summary>
    public IVelocityField VelocityField => Networks.VelocityFieldFrom(priorFlow is null ? Coupling.Aggregate?.Shift() : priorFlow.Flow.Start);

    internal LossMeter Meter { get; }

    internal ParameterArena Arena => Networks.Arena;

    internal ReplicaGroup Replicas => replicas;

    private IReadOnlyList<ParameterArena> Arenas => priorFlow is null ? [Networks.Arena] : [Networks.Arena, priorFlow.Flow.Arena];

    private Replica First => replicas.First;

    private TrialNetworks Networks => First.Networks;

    private long Counted => replicas.Evaluations + source.Evaluations + (priorFlow?.Flow.Evaluations ?? 0);

    private Coupling Coupling => First.Coupling;

    /// <summary>
    /// One training step. When a loss is infinite or not a number, the weights that it would have moved stay as they were and
    /// the step is counted all the same, so that the caller can name it.
    /// </summary>
    /// <returns>The losses of this step's batch.</returns>
    public TrainingLoss Advance()
    {
        using var scope = torch.NewDisposeScope();
        Step++;
        var counted = Counted;
        order.Next(picked);
        Coupling.Choose(picked, generator);
        source.Fill(picked, data, generator);
        Networks.Method.DrawConditions(conditions, generator);
        replicas.BeginStep(Step, picked);
        var losses = replicas.Differentiate(new Batch(data, conditions, Coupling.DrawBatch(data, generator)));
        if (double.IsFinite(losses.Total))
        {
            replicas.Update(Step);
            losses = losses with { PriorFlow = priorFlow?.Advance(Step, replicas.Encoded!) ?? 0 };
        }

        Meter.Add(TrainingMetrics.Loss, losses.Total);
        Meter.Add(lossNames, replicas.Losses);
        Meter.ByTime.Add(replicas.ByTime);
        if (Coupling.Critic is { } critic)
            Meter.Add(TrainingMetrics.CriticAccuracy, critic.Accuracy);
        if (priorFlow is not null)
            Meter.Add(TrainingMetrics.PriorFlowLoss, losses.PriorFlow);
        Meter.EndStep();
        Evaluations += Counted - counted;
        return losses;
    }

    /// <summary>
    /// The variance of the velocity given the point in the middle of each bin of time, with pairs of the coupling as trained
    /// so far. It draws from a generator of its own, so that training goes on as it would have.
    /// </summary>
    /// <param name="pairs">How many pairs, at least 2.</param>
    public IReadOnlyList<double> VelocityVariances(int pairs)
    {
        using var scope = torch.NewDisposeScope();
        using var own = Generator(Stream.Variance, data.device);
        var chance = new Random(unchecked((int)SeedMixer.Mix(trial.Seed, (long)Stream.Variance)));
        var path = PathCatalog.Paths.Find(trial.Spec.Path);
        List<torch.Tensor> sides = [];
        List<torch.Tensor> others = [];
        for (var drawn = 0; drawn < pairs; drawn += picked.Length)
        {
            for (var i = 0; i < picked.Length; i++)
                picked[i] = chance.Next(source.Count);
            Coupling.Choose(picked, own);
            source.Fill(picked, data, own);
            Coupling.BeginStep(Step, picked);
            sides.Add(data.clone());
            others.Add(First.Pairs(data, own));
        }

        var (all, noise) = (torch.cat(sides).narrow(0, 0, pairs), torch.cat(others).narrow(0, 0, pairs));
        return [.. Enumerable.Range(0, TimeBins.Count).Select(bin => VelocityVariance.At(path, (bin + 0.5) / TimeBins.Count, all, noise))];
    }

    /// <summary>SHA-256 of the weights of all networks, not averaged, as they lie; lower-case hexadecimal.</summary>
    public string WeightsSha256()
    {
        using var scope = torch.NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var arena in Arenas)
            hash.AppendData(arena.Values.cpu().bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Takes a copy of the whole state.</summary>
    public Checkpoint Capture() => TrainingState.Capture(trial, Step, Evaluations, Arenas, order, generator, Meter, Coupling);

    /// <summary>Goes on from a copy.</summary>
    /// <param name="checkpoint">A checkpoint of a trial with the same options.</param>
    /// <exception cref="InvalidDataException">It lacks something, or something has another size.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        TrainingState.Restore(
            checkpoint, Arenas, order, generator, SeedMixer.Mix(trial.Seed, (long)Stream.Moved, checkpoint.Step), Meter, Coupling);
        replicas.Spread();
        Step = checkpoint.Step;
        Evaluations = TrainingState.Evaluations(checkpoint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        replicas.Dispose();
        priorFlow?.Dispose();
        source.Dispose();
        order.Dispose();
        generator.Dispose();
        data.Dispose();
        conditions.Dispose();
    }

    /// <summary>What a replica draws by itself, for dropout, depends on the step alone, so that no state of it is kept.</summary>
    private ulong ReplicaSeed(int step, int replica) =>
        SeedMixer.Mix(trial.Seed, (long)Stream.Replica, step, replica);

    private torch.Generator Generator(Stream stream, torch.Device place) => new(SeedMixer.Mix(trial.Seed, (long)stream), place);
}

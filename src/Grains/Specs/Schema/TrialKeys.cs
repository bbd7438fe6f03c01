using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.Grains.Specs.Rules;

namespace FastOde.Grains.Specs.Schema;

/// <summary>The keys of <c>trial</c>.</summary>
internal static class TrialKeys
{
    private const int LongestPath = 1024;

    private static readonly WholeRule Interval = new(1, int.MaxValue);
    private static readonly WholeRule IntervalOrNever = new(0, int.MaxValue);
    private static readonly NumberRule Positive = new(0, double.PositiveInfinity) { AboveMin = true };
    private static readonly NumberRule NotNegative = new(0, double.PositiveInfinity);
    private static readonly NumberRule Decay = new(0, 1) { BelowMax = true };

    private static readonly SpecSection<TrialSpec> Trial = new("trial.", spec => spec.Trial, (spec, trial) => spec with { Trial = trial });
    private static readonly SpecSection<DataSpec> Data = Part("data", trial => trial.Data, (trial, part) => trial with { Data = part });
    private static readonly SpecSection<CouplingSpec> Coupling = Part("coupling", trial => trial.Coupling, (trial, part) => trial with { Coupling = part });
    private static readonly SpecSection<OptimizerSpec> Optimizer = Part("optimizer", trial => trial.Optimizer, (trial, part) => trial with { Optimizer = part });
    private static readonly SpecSection<EvaluationSpec> Evaluation = Part("evaluation", trial => trial.Evaluation, (trial, part) => trial with { Evaluation = part });
    private static readonly SpecSection<LogSpec> Log = Part("log", trial => trial.Log, (trial, part) => trial with { Log = part });
    private static readonly SpecSection<CheckpointSpec> Checkpoint = Part("checkpoint", trial => trial.Checkpoint, (trial, part) => trial with { Checkpoint = part });

    /// <summary>The keys in the order of the documentation.</summary>
    internal static IReadOnlyList<SpecKey> All { get; } =
    [
        new FunctionKey(),
        Data.Text("name", new DatasetRule(), data => data.Name, (data, name) => data with { Name = name }),
        Data.Whole("size", new(1, 4096), data => data.Size, (data, number) => data with { Size = (int)number }),
        Data.Whole("channels", new(1, 64), data => data.Channels, (data, number) => data with { Channels = (int)number }),
        Data.Flag("flip", data => data.Flip, (data, flag) => data with { Flip = flag }),
        Trial.Name("path", "path", PathCatalog.Paths.Names, trial => trial.Path, (trial, name) => trial with { Path = name }),
        Trial.Name("prediction", "prediction", [.. KindNames.Predictions.Keys], trial => trial.Prediction, (trial, name) => trial with { Prediction = name }),

        Coupling.Name("kind", "coupling", [.. KindNames.Couplings.Keys], coupling => coupling.Kind, (coupling, name) => coupling with { Kind = name }),
        Coupling.Name("penalty", "penalty", [.. KindNames.Penalties.Keys], coupling => coupling.Penalty, (coupling, name) => coupling with { Penalty = name }),
        Coupling.Number("beta", NotNegative, coupling => coupling.Beta, (coupling, number) => coupling with { Beta = number }),
        Coupling.Number("betaStart", NotNegative, coupling => coupling.BetaStart, (coupling, number) => coupling with { BetaStart = number }),
        Coupling.Whole("betaSteps", IntervalOrNever, coupling => coupling.BetaSteps, (coupling, number) => coupling with { BetaSteps = (int)number }),
        Coupling.Name("betaScale", "scale", [.. KindNames.RampScales.Keys], coupling => coupling.BetaScale, (coupling, name) => coupling with { BetaScale = name }),
        Coupling.Name("prior", "prior", [.. KindNames.Priors.Keys], coupling => coupling.Prior, (coupling, name) => coupling with { Prior = name }),
        Coupling.Name("priorBasis", "basis", [.. KindNames.PriorBases.Keys], coupling => coupling.PriorBasis, (coupling, name) => coupling with { PriorBasis = name }),
        Coupling.Whole("priorSteps", new(1, 1000), coupling => coupling.PriorSteps, (coupling, number) => coupling with { PriorSteps = (int)number }),
        Coupling.Number("weight", NotNegative, coupling => coupling.Weight, (coupling, number) => coupling with { Weight = number }),
        Coupling.Whole("directions", new(1, 65_536), coupling => coupling.Directions, (coupling, number) => coupling with { Directions = (int)number }),
        Coupling.Whole("criticChannels", new(1, 4096), coupling => coupling.CriticChannels, (coupling, number) => coupling with { CriticChannels = (int)number }),
        Coupling.Number("criticLearningRate", new(0, 10) { AboveMin = true }, coupling => coupling.CriticLearningRate, (coupling, number) => coupling with { CriticLearningRate = number }),
        Coupling.Number("criticGradientPenalty", NotNegative, coupling => coupling.CriticGradientPenalty, (coupling, number) => coupling with { CriticGradientPenalty = number }),
        Coupling.Text("teacher", new TrialIdRule(), coupling => coupling.Teacher, (coupling, text) => coupling with { Teacher = text }),
        Coupling.Whole("pairs", new(1, 100_000_000), coupling => coupling.Pairs, (coupling, number) => coupling with { Pairs = (int)number }),
        Coupling.Text("teacherSolver", new SolverRule(), coupling => coupling.TeacherSolver, (coupling, text) => coupling with { TeacherSolver = text }),
        Coupling.Name("initialWeights", "initial weights", [.. KindNames.InitialWeights.Keys], coupling => coupling.InitialWeights, (coupling, name) => coupling with { InitialWeights = name }),
        Coupling.Name("solver", "transport solver", [.. KindNames.TransportSolvers.Keys], coupling => coupling.Solver, (coupling, name) => coupling with { Solver = name }),
        Coupling.Number("regularization", Positive, coupling => coupling.Regularization, (coupling, number) => coupling with { Regularization = number }),
        Coupling.Whole("sinkhornIterations", new(1, 1_000_000), coupling => coupling.SinkhornIterations, (coupling, number) => coupling with { SinkhornIterations = (int)number }),

        .. NetworkKeys.Of(Part("network", trial => EncoderSpec.Like(trial.Network), (trial, part) => trial with { Network = part.Over(trial.Network) })),
        .. NetworkKeys.Of(Part("encoder", trial => trial.Encoder, (trial, part) => trial with { Encoder = part })),
        .. NetworkKeys.Of(Part("priorNetwork", trial => trial.PriorNetwork, (trial, part) => trial with { PriorNetwork = part })),

        Optimizer.Name("kind", "optimizer", [.. KindNames.Optimizers.Keys], optimizer => optimizer.Kind, (optimizer, name) => optimizer with { Kind = name }),
        Optimizer.Number("learningRate", new(0, 10) { AboveMin = true }, optimizer => optimizer.LearningRate, (optimizer, number) => optimizer with { LearningRate = number }),
        Optimizer.Whole("warmup", new(0, int.MaxValue), optimizer => optimizer.Warmup, (optimizer, number) => optimizer with { Warmup = (int)number }),
        Optimizer.Number("emaDecay", Decay, optimizer => optimizer.EmaDecay, (optimizer, number) => optimizer with { EmaDecay = number }),
        Optimizer.Number("emaHalfLife", NotNegative, optimizer => optimizer.EmaHalfLife, (optimizer, number) => optimizer with { EmaHalfLife = number }),
        Optimizer.Number("emaRampUp", NotNegative, optimizer => optimizer.EmaRampUp, (optimizer, number) => optimizer with { EmaRampUp = number }),
        Optimizer.Number("beta1", Decay, optimizer => optimizer.Beta1, (optimizer, number) => optimizer with { Beta1 = number }),
        Optimizer.Number("beta2", Decay, optimizer => optimizer.Beta2, (optimizer, number) => optimizer with { Beta2 = number }),
        Optimizer.Number("epsilon", Positive, optimizer => optimizer.Epsilon, (optimizer, number) => optimizer with { Epsilon = number }),
        Optimizer.Number("weightDecay", NotNegative, optimizer => optimizer.WeightDecay, (optimizer, number) => optimizer with { WeightDecay = number }),
        Optimizer.Number("clipNorm", NotNegative, optimizer => optimizer.ClipNorm, (optimizer, number) => optimizer with { ClipNorm = number }),

        Trial.Whole("batchSize", new(1, 1_000_000), trial => trial.BatchSize, (trial, number) => trial with { BatchSize = (int)number }),
        Trial.Whole("accumulation", new(1, 1_000_000), trial => trial.Accumulation, (trial, number) => trial with { Accumulation = (int)number }),
        Trial.Whole("replicas", new(1, 64), trial => trial.Replicas, (trial, number) => trial with { Replicas = (int)number }),
        Trial.Name("precision", "precision", [.. KindNames.Precisions.Keys], trial => trial.Precision, (trial, name) => trial with { Precision = name }),
        Trial.Text("device", new DeviceRule(), trial => trial.Device, (trial, name) => trial with { Device = name }),
        Trial.Whole("iterations", Interval, trial => trial.Iterations, (trial, number) => trial with { Iterations = (int)number }),

        Evaluation.Whole("every", IntervalOrNever, evaluation => evaluation.Every, (evaluation, number) => evaluation with { Every = (int)number }),
        Evaluation.Whole("samples", new(2, 65_536) { Even = true }, evaluation => evaluation.Samples, (evaluation, number) => evaluation with { Samples = (int)number }),
        new SolversKey(),
        Evaluation.List(
            "metrics", new NameRule("metric", EvaluationMetrics.All),
            evaluation => evaluation.Metrics.Select(ParameterValue.Of),
            (evaluation, names) => evaluation with { Metrics = [.. names.Select(name => name.Text!)] }),
        Evaluation.Text("features", new TextRule(LongestPath), evaluation => evaluation.Features, (evaluation, name) => evaluation with { Features = name }),
        Evaluation.Text("statistics", new TextRule(LongestPath), evaluation => evaluation.Statistics, (evaluation, file) => evaluation with { Statistics = file }),

        Log.Whole("every", Interval, log => log.Every, (log, number) => log with { Every = (int)number }),
        Log.Whole("curvatureEvery", IntervalOrNever, log => log.CurvatureEvery, (log, number) => log with { CurvatureEvery = (int)number }),
        Checkpoint.Whole("every", IntervalOrNever, checkpoint => checkpoint.Every, (checkpoint, number) => checkpoint with { Every = (int)number }),
    ];

    private static SpecSection<T> Part<T>(string name, Func<TrialSpec, T> get, Func<TrialSpec, T, TrialSpec> set) =>
        new($"trial.{name}.", spec => get(spec.Trial), (spec, part) => spec with { Trial = set(spec.Trial, part) });
}

using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Measures a velocity field: runs every asked solver at every number, each once and from the same noise, and
/// measures every metric on what came out. The result is a function of the field alone, so two evaluations of the same
/// weights agree to the last bit (times apart). Not for use by two threads at once.
/// </summary>
public sealed class Evaluator : ITrialEvaluator
{
    private const double NoiseTime = 1;
    private const int LiveSteps = 20;

    private readonly EvaluationSet set;
    private readonly TimeProvider timeProvider;
    private readonly SolverSetting[] settings;
    private readonly CellMetric[] metrics;

    /// <summary>Prepares the metrics once for all evaluations of a trial.</summary>
    /// <param name="set">Noise and references; stays the caller's and must outlive the evaluator.</param>
    /// <param name="evaluation">What to measure; <see cref="EvaluationSpec.Samples"/> is the number of points in <paramref name="set"/>.</param>
    /// <param name="timeProvider">Measures the solvers' seconds.</param>
    /// <exception cref="ArgumentException">The evaluation has problems; the message lists them.</exception>
    public Evaluator(EvaluationSet set, EvaluationSpec evaluation, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(evaluation);
        var problems = EvaluationCheck.Problems(evaluation);
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(" ", problems.Select(problem => $"{problem.Key}: {problem.Message}")), nameof(evaluation));

        this.set = set;
        this.timeProvider = timeProvider;
        settings = [.. evaluation.Solvers.SelectMany(request => request.Numbers.Select(number => SolverSetting.Of(request.Name, number)))];
        metrics = [.. evaluation.Metrics.Select(name => EvaluationMetrics.Create(name, set))];
    }

    /// <inheritdoc/>
    /// <remarks>Of the first few samples, so that a live curve costs a trainer next to nothing.</remarks>
    public double Curvature(IVelocityField velocity)
    {
        using var scope = torch.NewDisposeScope();
        using var trajectory = new FixedStepIntegrator(SolverCatalog.Solvers.Find("euler"), LiveSteps)
            .Trace(velocity, LiveNoise(velocity), NoiseTime, set.EndTime);
        return Straightness.Of(trajectory).Curvature;
    }

    /// <summary>Fills the table for one velocity field.</summary>
    /// <param name="velocity">The field; nothing of it is kept and no gradients are recorded.</param>
    /// <param name="cancellation">Looked at between steps and while matching points.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public EvaluationTable Evaluate(IVelocityField velocity, CancellationToken cancellation) => Evaluate(velocity, null, cancellation);

    /// <summary>Fills the table for one velocity field, and says how far it is.</summary>
    /// <param name="velocity">The field; nothing of it is kept and no gradients are recorded.</param>
    /// <param name="progress">Told after each solver and number how many are measured; null where nobody wants to know.</param>
    /// <param name="cancellation">Looked at between steps and while matching points.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public EvaluationTable Evaluate(IVelocityField velocity, Action<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(velocity);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        // A method without a flow map has no cells of it: in one study others may have them.
        var cells = settings.Where(setting => !setting.Method.NeedsFlowMap || velocity.Map is not null).ToArray();
        var pictured = cells.FirstOrDefault(setting => !setting.Method.IsAdaptive)?.Choice;
        var rows = new List<EvaluationRow>();
        var profiles = new List<CurvatureProfile>();
        var pictures = new List<SamplePicture>();
        TrajectorySample? trajectories = null;
        ImageStrips? strips = null;
        var (finest, measured) = (0, 0);
        var process = Process(velocity, cancellation);
        foreach (var setting in cells)
        {
            using var samples = Generate(velocity, setting, process, cancellation);
            rows.AddRange(Measure(samples, cancellation));
            progress?.Invoke(++measured);
            if (samples.Straightness is { } straightness && Array.Exists(metrics, metric => metric is CurvatureMetric))
                profiles.Add(new CurvatureProfile { Solver = setting.Solver, Number = setting.Number, Bins = straightness.Profile });

            if (set.Shape.IsImage && samples.End is { } images)
                pictures.Add(SamplePicture.Take(setting, images, set.Shape));

            if (setting.Choice == pictured && samples.Steps > finest)
            {
                finest = samples.Steps;
                trajectories = samples.Trajectories;
                strips = samples.Strips;
            }
        }

        return new EvaluationTable { Rows = rows, CurvatureProfiles = profiles, Trajectories = trajectories, Strips = strips, Samples = pictures };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var metric in metrics)
            metric.Dispose();
    }

    /// <summary>What solvers may know of this field; it is measured once for all cells.</summary>
    private SamplingProcess Process(IVelocityField field, CancellationToken cancellationToken) =>
        new SamplingProcess { Path = set.Path, Prior = set.Prior }
            .Measured(settings.Select(setting => setting.Choice.Grid), field, LiveNoise(field), NoiseTime, set.EndTime, cancellationToken);

    private GeneratedSamples Generate(IVelocityField field, SolverSetting setting, SamplingProcess process, CancellationToken cancellationToken) =>
        setting.Method.IsAdaptive
            ? Integrate(field, setting, process, cancellationToken)
            : Trace(field, setting, process, cancellationToken);

    private GeneratedSamples Trace(IVelocityField field, SolverSetting setting, SamplingProcess process, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var measuresStraightness = Array.Exists(
            metrics, metric => metric is StraightnessMetric && EvaluationMetrics.IsMeasuredWith(metric.Name, setting.Method));
        var ends = new List<torch.Tensor>();
        var straightness = new List<(Straightness, long)>();
        TrajectorySample? pictures = null;
        ImageStrips? strips = null;
        var (seconds, steps, nfe) = (0.0, 0, 0);
        var integrator = new FixedStepIntegrator(setting, process);
        foreach (var drawn in Batches())
        {
            var began = timeProvider.GetTimestamp();
            var noise = Started(field, drawn, out var startEvaluations);
            using var trajectory = integrator.Trace(field, noise, NoiseTime, set.EndTime, cancellationToken);
            seconds += timeProvider.GetElapsedTime(began).TotalSeconds;
            (steps, nfe) = (trajectory.StepCount, startEvaluations + trajectory.Nfe);
            if (measuresStraightness)
                straightness.Add((Straightness.Of(trajectory), noise.shape[0]));
            if (ends.Count == 0 && set.Shape.IsImage)
                strips = ImageStrips.Take(setting, trajectory, field, set.Path, set.Reference, set.Shape);
            else if (ends.Count == 0)
                pictures = TrajectorySampler.Take(setting, trajectory);
            ends.Add(trajectory.States[steps].clone());
        }

        return new GeneratedSamples
        {
            Setting = setting,
            Field = field,
            Process = process,
            End = torch.cat(ends).MoveToOuterDisposeScope(),
            Trajectories = pictures,
            Strips = strips,
            Straightness = measuresStraightness ? Straightness.Of(straightness) : null,
            Steps = steps,
            Nfe = nfe,
            Seconds = seconds,
        };
    }

    private GeneratedSamples Integrate(IVelocityField field, SolverSetting setting, SamplingProcess process, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var integrator = setting.CreateIntegrator(process);
        var began = timeProvider.GetTimestamp();
        var counter = new CountingVelocityField(field);
        var results = new List<(IntegrationResult Result, double Share)>();
        string? remark = null;
        var startEvaluations = 0;
        try
        {
            foreach (var drawn in Batches())
            {
                var noise = Started(field, drawn, out startEvaluations);
                results.Add((integrator.Integrate(counter, noise, NoiseTime, set.EndTime, cancellationToken), (double)noise.shape[0] / set.Noise.shape[0]));
            }
        }
        catch (IntegrationException impassable)
        {
            // The other cells still say something about the field, so this one is stored as not a number, with the reason.
            remark = impassable.Message;
        }

        return new GeneratedSamples
        {
            Setting = setting,
            Field = field,
            Process = process,
            End = remark is null ? torch.cat(results.ConvertAll(part => part.Result.End)).MoveToOuterDisposeScope() : null,
            Steps = remark is null ? (int)Math.Round(results.Sum(part => part.Share * part.Result.MeanStepCount)) : 0,
            Nfe = remark is null ? startEvaluations + results.Sum(part => part.Share * part.Result.MeanNfe) : startEvaluations + counter.Calls,
            Seconds = timeProvider.GetElapsedTime(began).TotalSeconds,
            Remark = remark,
        };
    }

    /// <summary>Few samples stand for all where the whole batch would cost too much.</summary>
    private torch.Tensor LiveNoise(IVelocityField field) => Started(field, set.Noise.narrow(0, 0, Math.Min(set.LiveSamples, set.Noise.shape[0])), out _);

    private static torch.Tensor Started(IVelocityField field, torch.Tensor noise, out int evaluations)
    {
        evaluations = 0;
        return field.Start?.Apply(noise, out evaluations) ?? noise;
    }

    private IEnumerable<torch.Tensor> Batches()
    {
        for (long start = 0; start < set.Noise.shape[0]; start += set.BatchSize)
            yield return set.Noise.narrow(0, start, Math.Min(set.BatchSize, set.Noise.shape[0] - start));
    }

    private IEnumerable<EvaluationRow> Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        foreach (var metric in metrics)
        {
            if (metric.Measure(samples, cancellationToken) is { } value)
            {
                yield return new EvaluationRow
                {
                    Metric = metric.Name,
                    Solver = samples.Setting.Solver,
                    Number = samples.Setting.Number,
                    Steps = samples.Steps,
                    Nfe = samples.Nfe,
                    Tolerance = samples.Setting.Method.IsAdaptive ? samples.Setting.Number : null,
                    Value = value.Value,
                    Floor = metric.Floor,
                    Seconds = samples.Seconds,
                    Remark = value.Remark,
                };
            }
        }
    }
}

using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Measures a velocity field: runs every solver of the options at every number, each once and from the same noise, and
/// measures every metric on what came out. The result is a function of the field alone, so two evaluations of the same
/// weights agree to the last bit (times apart). Not for use by two threads at once.
/// </summary>
public sealed class Evaluator : ITrialEvaluator
{
    private const double NoiseTime = 1;
    private const int LiveSteps = 20;
    private const int LiveSamples = 512;

    private readonly EvaluationSet set;
    private readonly TimeProvider timeProvider;
    private readonly SolverSetting[] settings;
    private readonly CellMetric[] metrics;

    /// <summary>Prepares the metrics and their floors once for all evaluations of a trial.</summary>
    /// <param name="set">Noise and references; stays the caller's and must outlive the evaluator.</param>
    /// <param name="options">What to measure; <see cref="EvaluationOptions.Samples"/> is the number of points in <paramref name="set"/>.</param>
    /// <param name="timeProvider">Measures the solvers' seconds.</param>
    /// <exception cref="ArgumentException">The options have problems; the message lists them.</exception>
    public Evaluator(EvaluationSet set, EvaluationOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        var problems = options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems.Select(problem => $"{problem.Key}: {problem.Message}")), nameof(options));
        }

        this.set = set;
        this.timeProvider = timeProvider;
        settings = [.. options.Solvers.SelectMany(request => request.Numbers.Select(number => SolverSetting.Of(request.Solver, number)))];
        metrics = [.. options.Metrics.Select(name => MetricFactory.Create(name, set))];
    }

    /// <inheritdoc/>
    /// <remarks>Of the first 512 samples, so that a live curve costs a trainer next to nothing.</remarks>
    public double Curvature(IVelocityField velocity)
    {
        using var scope = torch.NewDisposeScope();
        var noise = set.Noise.narrow(0, 0, Math.Min(LiveSamples, set.Noise.shape[0]));
        using var trajectory = new FixedStepIntegrator(SolverCatalog.Solvers.Find("euler"), LiveSteps)
            .Trace(velocity, noise, NoiseTime, set.EndTime);
        return Straightness.Of(trajectory).Curvature;
    }

    /// <summary>Fills the table for one velocity field.</summary>
    /// <param name="velocity">The field; nothing of it is kept and no gradients are recorded.</param>
    /// <param name="cancellation">Looked at between steps and while matching points.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public EvaluationTable Evaluate(IVelocityField velocity, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(velocity);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var pictured = settings.FirstOrDefault(setting => !setting.Method.IsAdaptive)?.Method;
        var rows = new List<EvaluationRow>();
        var profiles = new List<CurvatureProfile>();
        TrajectorySample? trajectories = null;
        var finest = 0;
        foreach (var setting in settings)
        {
            using var samples = Generate(velocity, setting, cancellation);
            rows.AddRange(Measure(samples, cancellation));
            if (samples.Trajectory is not { } trajectory)
            {
                continue;
            }

            if (Array.Exists(metrics, metric => metric.Name == EvaluationMetrics.Curvature))
            {
                profiles.Add(new CurvatureProfile { Solver = setting.Method.Name, Number = setting.Number, Bins = samples.Straightness!.Profile });
            }

            if (setting.Method == pictured && samples.Steps > finest)
            {
                finest = samples.Steps;
                trajectories = TrajectorySampler.Take(setting, trajectory);
            }
        }

        return new EvaluationTable { Rows = rows, CurvatureProfiles = profiles, Trajectories = trajectories };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var metric in metrics)
        {
            metric.Dispose();
        }
    }

    private GeneratedSamples Generate(IVelocityField field, SolverSetting setting, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var integrator = setting.CreateIntegrator();
        if (integrator is FixedStepIntegrator fixedStep)
        {
            var trajectory = fixedStep.Trace(field, set.Noise, NoiseTime, set.EndTime, cancellationToken);
            return new GeneratedSamples
            {
                Setting = setting,
                End = trajectory.States[trajectory.StepCount],
                Trajectory = trajectory,
                Steps = trajectory.StepCount,
                Nfe = trajectory.Nfe,
                Seconds = timeProvider.GetElapsedTime(began).TotalSeconds,
            };
        }

        var counter = new CountingVelocityField(field);
        IntegrationResult? result = null;
        string? remark = null;
        try
        {
            result = integrator.Integrate(counter, set.Noise, NoiseTime, set.EndTime, cancellationToken);
        }
        catch (IntegrationException impassable)
        {
            // The other cells still say something about the field, so this one is stored as not a number, with the reason.
            remark = impassable.Message;
        }

        return new GeneratedSamples
        {
            Setting = setting,
            End = result?.End,
            Steps = (int)Math.Round(result?.MeanStepCount ?? 0),
            Nfe = result?.MeanNfe ?? counter.Calls,
            Seconds = timeProvider.GetElapsedTime(began).TotalSeconds,
            Remark = remark,
        };
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
                    Solver = samples.Setting.Method.Name,
                    Number = samples.Setting.Number,
                    Steps = samples.Steps,
                    Nfe = samples.Nfe,
                    Tolerance = samples.Setting.Method.IsAdaptive ? samples.Setting.Number : null,
                    Value = value,
                    Floor = metric.Floor,
                    Seconds = samples.Seconds,
                    Remark = samples.Remark,
                };
            }
        }
    }
}

using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Evaluates the trials of a data set as their specs ask. Noise and references do not depend on the trial's seed, so
/// that trials can be compared.
/// </summary>
public sealed class DatasetEvaluator : ITrialEvaluator
{
    private readonly EvaluationSet set;
    private readonly Evaluator evaluator;

    /// <summary>Draws noise and references and measures the floors.</summary>
    /// <param name="trial">Data set, path and what to measure.</param>
    /// <param name="source">Finds the data set.</param>
    /// <param name="clock">Measures the solvers' seconds.</param>
    /// <param name="teacherEnds">Where the teacher's trajectories end, for a trial that has one; must outlive the evaluator.</param>
    /// <exception cref="Catalogs.UnknownNameException">Data set or path do not exist.</exception>
    /// <exception cref="ImageDatasetException">A data set of images cannot be used.</exception>
    /// <exception cref="Metrics.Features.FeatureFileException">There is no extractor of features, or its file cannot be used.</exception>
    /// <exception cref="ArgumentException">The evaluation has problems; the message lists them.</exception>
    public DatasetEvaluator(TrialSpec trial, DatasetSource source, TimeProvider clock, torch.Tensor? teacherEnds = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(source);
        set = SetOf(trial, source) with { TeacherEnds = teacherEnds };
        try
        {
            evaluator = new Evaluator(set, trial.Evaluation, clock);
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public double Curvature(IVelocityField velocity) => evaluator.Curvature(velocity);

    /// <inheritdoc/>
    public EvaluationTable Evaluate(IVelocityField velocity, CancellationToken cancellation) => evaluator.Evaluate(velocity, cancellation);

    /// <summary>Fills the table for one velocity field, and says how far it is.</summary>
    /// <param name="velocity">The field.</param>
    /// <param name="progress">Told after each solver and number how many are measured; null where nobody wants to know.</param>
    /// <param name="cancellation">Looked at between steps and while matching points.</param>
    public EvaluationTable Evaluate(IVelocityField velocity, Action<int>? progress, CancellationToken cancellation) => evaluator.Evaluate(velocity, progress, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        evaluator.Dispose();
        set.Dispose();
    }

    private static EvaluationSet SetOf(TrialSpec trial, DatasetSource source)
    {
        var path = PathCatalog.Paths.Find(trial.Path);
        if (DatasetSource.Points(trial.Data.Name) is { } points)
            return EvaluationSet.Of(points, points.Prior, path, trial.Evaluation.Samples);
        using var images = source.Images(trial.Data.Name, DatasetPart.Train);
        var scoring = source.Scoring(trial.Data.Name, images, trial.Evaluation);
        using var test = trial.Evaluation.Metrics.Any(metric => EvaluationMetrics.Subject(metric) is MetricSubject.Flow) ? source.TestImages(trial.Data.Name) : null;
        var set = EvaluationSet.Of(images, path, trial.Evaluation.Samples) with { Scoring = scoring };
        return test is null ? set : set.WithHeldOut(test, trial.Evaluation.Samples);
    }
}

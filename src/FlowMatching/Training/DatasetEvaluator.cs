using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Evaluates the trials of a data set as their options ask. Noise and references do not depend on the trial's seed, so
/// that trials can be compared.
/// </summary>
public sealed class DatasetEvaluator : ITrialEvaluator
{
    private readonly EvaluationSet set;
    private readonly Evaluator evaluator;

    /// <summary>Draws noise and references and measures the floors.</summary>
    /// <param name="options">Data set, path and what to measure.</param>
    /// <param name="clock">Measures the solvers' seconds.</param>
    /// <exception cref="Catalogs.UnknownNameException">Data set or path do not exist.</exception>
    /// <exception cref="ArgumentException">The evaluation has problems; the message lists them.</exception>
    public DatasetEvaluator(TrainingOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        var dataset = DatasetCatalog.Datasets.Find(options.Data);
        set = EvaluationSet.Of(dataset, dataset.Prior, PathCatalog.Paths.Find(options.Path), options.Evaluation.Samples);
        try
        {
            evaluator = new Evaluator(set, options.Evaluation, clock);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        evaluator.Dispose();
        set.Dispose();
    }
}

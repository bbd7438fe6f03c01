using FastOde.Contracts.Results;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Keys;

namespace FastOde.Grains.Programs;

/// <summary>Measures a trial that was trained or imported, with other solvers or metrics than its spec asked for.</summary>
/// <param name="data">Where data sets and extractors of features are.</param>
/// <param name="clock">Measures seconds.</param>
public sealed class TrialEvaluation(DatasetSource data, TimeProvider clock)
{
    /// <summary>Evaluates.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="change">What to measure, given what the trial's spec asks for.</param>
    /// <param name="progress">Told after each solver and number how many are measured; null where nobody wants to know.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <returns>The table's rows; the same whenever they are asked for, times apart.</returns>
    /// <exception cref="TrialProblemException">It cannot be measured; the message lists why.</exception>
    public IReadOnlyList<EvaluationRecord> Run(
        TrainedTrial trial, Func<EvaluationSpec, EvaluationSpec> change, Action<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(change);
        var evaluation = change(trial.Trial.Spec.Evaluation);
        KeyProblem[] problems = [.. EvaluationCheck.Problems(evaluation), .. FlowMapCheck.Problems(trial.Trial.Spec with { Evaluation = evaluation })];
        if (problems.Length > 0)
            throw new TrialProblemException(string.Join(Environment.NewLine, problems.Select(problem => $"{problem.Key}: {problem.Message}")));
        using var flow = trial.Restore();
        using var evaluator = Open(trial, evaluation);
        return EvaluationMapper.Rows(trial.Id, trial.Checkpoint.Step, evaluator.Evaluate(flow.VelocityField, progress, cancellation));
    }

    private DatasetEvaluator Open(TrainedTrial trial, EvaluationSpec evaluation)
    {
        try
        {
            return new DatasetEvaluator(trial.Trial.Spec with { Evaluation = evaluation }, data, clock);
        }
        catch (Exception error) when (error is ImageDatasetException or FeatureFileException)
        {
            throw new TrialProblemException($"Trial {trial.Id}: {error.Message}", error);
        }
    }
}

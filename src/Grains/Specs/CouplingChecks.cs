using FastOde.FlowMatching.Metrics;
using FastOde.Specs;
using FastOde.Specs.Keys;
using FastOde.Specs.Methods;

namespace FastOde.Grains.Specs;

/// <summary>What can be wrong between a trial's coupling, its method and the rest of it, each of them right by itself.</summary>
internal static class CouplingChecks
{
    /// <summary>Everything wrong with a trial; keys are paths within it.</summary>
    internal static IEnumerable<KeyProblem> Problems(TrialSpec trial)
    {
        if (trial.Teaching is null && trial.Evaluation.Metrics.FirstOrDefault(metric => EvaluationMetrics.Subject(metric) is MetricSubject.TeacherEnds) is { } taught)
            yield return new("evaluation.metrics", $"{taught} compares with a teacher; use method.kind: distillation or coupling.kind: reflow, or leave it out.");
        if (trial is { Method: DistillationSpec, Path: not "linear" })
            yield return new("path", $"Distillation makes one Euler step and needs path: linear, found '{trial.Path}'; reflow works with any path.");
    }
}

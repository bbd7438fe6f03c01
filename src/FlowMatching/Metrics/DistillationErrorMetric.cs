using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Mean squared difference, per data dimension, between what was generated and where the teacher's trajectories from the
/// same noise end. That noise is the evaluation's; no pair of the training has it.
/// </summary>
[Metric("distillation-error", MetricSubject.TeacherEnds)]
internal sealed class DistillationErrorMetric(EvaluationSet set) : CellMetric
{
    private readonly torch.Tensor? teacherEnds = set.TeacherEnds;

    public override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        if (teacherEnds is null)
            return null;
        using var scope = torch.NewDisposeScope();
        if (samples.FiniteEnd is not { } end)
            return CellValue.Unmeasurable(samples);
        return (end.reshape(teacherEnds.shape) - teacherEnds).to(torch.float64).square().mean().item<double>();
    }
}

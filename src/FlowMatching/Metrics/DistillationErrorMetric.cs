using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Mean squared difference, per data dimension, between what was generated and where the teacher's trajectories from the
/// same noise end. That noise is the evaluation's; no pair of the training has it.
/// </summary>
/// <param name="teacherEnds">Where they end, shape [samples, dimension]; null for a trial without a teacher, which has nothing to measure.</param>
internal sealed class DistillationErrorMetric(torch.Tensor? teacherEnds) : CellMetric
{
    public override string Name => EvaluationMetrics.DistillationError;

    public override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        if (teacherEnds is null)
            return null;
        using var scope = torch.NewDisposeScope();
        if (samples.FiniteEnd is not { } end)
            return CellValue.Unmeasurable(samples);
        return (end.reshape(teacherEnds.shape) - teacherEnds).to(torch.float64).square().mean().item<double>();
    }

    public override void Dispose()
    {
    }
}

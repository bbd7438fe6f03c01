using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// How far a learned flow map is from being one: each of the cell's steps taken whole, X_{t→r}, and in two at its middle m,
/// X_{m→r}∘X_{t→m}, from the point where the step begins; the mean squared difference per data dimension and step.
/// </summary>
[Metric("semigroup-error", MetricSubject.FlowMap)]
internal sealed class SemigroupErrorMetric(EvaluationSet set) : CellMetric
{
    private const double NoiseTime = 1;

    public override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        if (!EvaluationMetrics.IsMeasuredWith(Name, samples.Setting.Method))
            return null;
        using var scope = torch.NewDisposeScope();
        if (samples.FiniteEnd is null)
            return CellValue.Unmeasurable(samples);
        var map = samples.Field.Map!;
        var drawn = set.Noise.narrow(0, 0, Math.Min(set.LiveSamples, set.Noise.shape[0]));
        var start = samples.Field.Start?.Apply(drawn) ?? drawn;
        using var trajectory = new FixedStepIntegrator(samples.Setting, samples.Process).Trace(samples.Field, start, NoiseTime, set.EndTime, cancellationToken);
        var sum = 0.0;
        for (var step = 0; step < trajectory.StepCount; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var stepScope = torch.NewDisposeScope();
            var point = trajectory.States[step];
            var (from, to) = (trajectory.Times[step], trajectory.Times[step + 1]);
            var middle = (from + to) / 2;
            torch.Tensor Jump(torch.Tensor at, double begin, double end)
            {
                using var one = torch.full([at.shape[0], 1], begin, dtype: at.dtype);
                using var other = torch.full([at.shape[0], 1], end, dtype: at.dtype);
                return at - map.AverageVelocity(at, one, other) * (begin - end);
            }

            var difference = trajectory.States[step + 1] - Jump(Jump(point, from, middle), middle, to);
            sum += difference.to(torch.float64).square().mean().item<double>();
        }

        return sum / trajectory.StepCount;
    }
}

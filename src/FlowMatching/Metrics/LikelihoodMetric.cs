using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Mean negative log-likelihood of the reference set, of images from the test part, in nats per dimension; followed to the
/// noise by the cell's solver.
/// </summary>
[Metric("nll", MetricSubject.Flow)]
internal sealed class LikelihoodMetric(EvaluationSet set) : CellMetric
{
    /// <summary>The distance between two levels of a byte on the scale from -1 to 1.</summary>
    private const double Level = 2.0 / 255;

    private readonly torch.Tensor points = set.HeldOut ?? set.Reference;
    private readonly DiagonalNormal prior = set.Prior ?? DiagonalNormal.Standard((int)set.Reference.shape[1]);

    public override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        if (!EvaluationMetrics.IsMeasuredWith(Name, samples.Setting.Method))
            return null;

        if (samples.Field is not IDifferentiableVelocityField field)
            throw new InvalidOperationException($"{Name} needs a velocity that can be differentiated, and {samples.Field.GetType().Name} cannot.");

        using var scope = torch.NewDisposeScope();
        var integrator = samples.Setting.CreateIntegrator(samples.Process);
        var (sum, count) = (0.0, points.shape[0]);
        try
        {
            for (long start = 0; start < count; start += set.BatchSize)
            {
                using var batchScope = torch.NewDisposeScope();
                var data = Data(start, Math.Min(set.BatchSize, count - start));
                sum += Likelihood.NegativeLogarithm(field, integrator, prior, data, set.EndTime, start, cancellationToken).sum().item<double>();
            }
        }
        catch (IntegrationException impassable)
        {
            // As with its samples: a cell whose solver cannot go on has no number, and the other cells still say something.
            return CellValue.Missing(impassable.Message);
        }

        return sum / count;
    }

    /// <summary>Points to judge; images, which have few levels, are spread evenly over them, or their density had no bound.</summary>
    private torch.Tensor Data(long start, long count)
    {
        var data = points.narrow(0, start, count);
        if (!set.Shape.IsImage)
            return data;

        using var generator = new torch.Generator(SeedMixer.Mix(start), torch.CPU);
        return data + (torch.rand(data.shape, generator: generator) - 0.5) * Level;
    }
}

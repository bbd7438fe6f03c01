using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// The variance of pairs' velocities given the point, which is what flow matching's loss comes to at best. No network is asked:
/// it is half the mean squared difference, per data dimension, between the velocity of a pair and that of the pair whose point
/// is nearest at the same time. The nearer they lie, the less the mean velocity's own change adds, so many pairs are needed
/// where there are more than a few dimensions.
/// </summary>
internal static class VelocityVariance
{
    private const int Rows = 1024;

    /// <summary>The variance at one time.</summary>
    /// <param name="path">The path between data and noise.</param>
    /// <param name="time">The time.</param>
    /// <param name="data">Data, shape [n, dimension], n at least 2.</param>
    /// <param name="noise">The noise that goes with them, of the same shape.</param>
    public static double At(InterpolationPath path, double time, torch.Tensor data, torch.Tensor noise)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(data.shape[0], 2, nameof(data));
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var at = path.At(time);
        var points = data * at.Data + noise * at.Noise;
        var velocities = data * at.DataDerivative + noise * at.NoiseDerivative;
        var exact = points.to(torch.float64);
        var squares = exact.square().sum(1);
        var sum = 0.0;
        for (long begin = 0; begin < points.shape[0]; begin += Rows)
        {
            using var part = torch.NewDisposeScope();
            var count = Math.Min(Rows, points.shape[0] - begin);
            // The point's own square is the same for all neighbours.
            var distances = squares.unsqueeze(0) - 2 * exact.narrow(0, begin, count).mm(exact.t());
            // A pair is not its own neighbour.
            distances.narrow(1, begin, count).diagonal().fill_(double.PositiveInfinity);
            var difference = velocities.narrow(0, begin, count) - velocities.index_select(0, distances.argmin(1));
            sum += difference.to(torch.float64).square().sum().item<double>();
        }

        return sum / (2 * data.NumberOfElements);
    }
}

using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>How far one batch of trajectories is from straight lines at constant speed.</summary>
/// <remarks>
/// The straight velocity of a trajectory is (noise - data) between its own ends, per unit of time. Where a path's time
/// does not reach 0 the trajectory ends at the smallest time it has, and the time between its ends is the unit's share.
/// </remarks>
public sealed record Straightness
{
    /// <summary>How many bins a curvature profile has.</summary>
    public const int ProfileBins = 20;

    /// <summary>Mean over batch, dimensions and steps of (v_i - (noise - data))², each step weighted by its time.</summary>
    public required double Curvature { get; init; }

    /// <summary>Curvature by time, <see cref="ProfileBins"/> bins; see <see cref="CurvatureProfile.Bins"/>.</summary>
    public required IReadOnlyList<double> Profile { get; init; }

    /// <summary>∫|v|² dt along the trajectory, summed over dimensions, mean over the batch.</summary>
    public required double PathEnergy { get; init; }

    /// <summary><see cref="PathEnergy"/> less the energy of the straight line between the same ends; at least 0 up to rounding.</summary>
    public required double PathEnergyExcess { get; init; }

    /// <summary>Measures a batch of trajectories.</summary>
    /// <param name="trajectory">Every step, from noise (time 1) towards data.</param>
    public static Straightness Of(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var times = trajectory.Times;
        var steps = trajectory.StepCount;
        var duration = Math.Abs(times[^1] - times[0]);
        var straight = (trajectory.States[0] - trajectory.States[steps]) / (times[0] - times[steps]);
        var curvatures = new double[steps];
        double curvature = 0, energy = 0, straightEnergy = duration * SquaredSpeed(straight);
        for (var step = 0; step < steps; step++)
        {
            using var stepScope = torch.NewDisposeScope();
            var slope = trajectory.Slopes[step];
            curvatures[step] = (slope - straight).to(torch.float64).square().mean().item<double>();
            var length = Math.Abs(times[step + 1] - times[step]);
            curvature += length / duration * curvatures[step];
            energy += length * SquaredSpeed(slope);
        }

        return new Straightness
        {
            Curvature = curvature,
            Profile = ByTime(times, curvatures),
            PathEnergy = energy,
            PathEnergyExcess = energy - straightEnergy,
        };
    }

    /// <summary>The straightness of several batches that took the same steps, as if they were one.</summary>
    /// <param name="parts">At least one, each with the number of its samples.</param>
    public static Straightness Of(IReadOnlyList<(Straightness Part, long Samples)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 1)
            return parts[0].Part;
        double total = parts.Sum(part => part.Samples);
        double Mean(Func<Straightness, double> property) => parts.Sum(part => part.Samples * property(part.Part)) / total;
        return new Straightness
        {
            Curvature = Mean(part => part.Curvature),
            Profile = [.. Enumerable.Range(0, ProfileBins).Select(bin => Mean(part => part.Profile[bin]))],
            PathEnergy = Mean(part => part.PathEnergy),
            PathEnergyExcess = Mean(part => part.PathEnergyExcess),
        };
    }

    private static double SquaredSpeed(torch.Tensor velocity) =>
        velocity.to(torch.float64).square().sum().item<double>() / velocity.shape[0];

    private static double[] ByTime(IReadOnlyList<double> times, double[] curvatures)
    {
        var sums = new double[ProfileBins];
        var covered = new double[ProfileBins];
        for (var step = 0; step < curvatures.Length; step++)
        {
            var (from, to) = (Math.Min(times[step], times[step + 1]), Math.Max(times[step], times[step + 1]));
            for (var bin = 0; bin < ProfileBins; bin++)
            {
                var shared = Math.Min(to, (bin + 1.0) / ProfileBins) - Math.Max(from, (double)bin / ProfileBins);
                if (shared > 0)
                {
                    covered[bin] += shared;
                    sums[bin] += shared * curvatures[step];
                }
            }
        }

        return [.. sums.Select((sum, bin) => sum / covered[bin])];
    }
}

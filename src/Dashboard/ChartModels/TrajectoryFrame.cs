using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The rectangle that several trajectory pictures share, so that they can be compared by eye.</summary>
/// <param name="Left">Least first coordinate.</param>
/// <param name="Bottom">Least second coordinate.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public sealed record TrajectoryFrame(double Left, double Bottom, double Width, double Height)
{
    private const double Margin = 0.04;

    /// <summary>The rectangle around every finite state of some trajectories, with a small margin.</summary>
    /// <param name="sets">Trajectories.</param>
    public static TrajectoryFrame Around(IEnumerable<TrajectorySet> sets) => AroundPoints(sets.Select(set => (set.X, set.Y)));

    /// <summary>The rectangle around every finite point, with a small margin.</summary>
    /// <param name="clouds">First and second coordinates.</param>
    public static TrajectoryFrame AroundPoints(IEnumerable<(IReadOnlyList<float> X, IReadOnlyList<float> Y)> clouds)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, bottom = left, top = right;
        foreach (var (x, y) in clouds)
        {
            for (var i = 0; i < x.Count; i++)
            {
                if (float.IsFinite(x[i]) && float.IsFinite(y[i]))
                {
                    (left, right) = (Math.Min(left, x[i]), Math.Max(right, x[i]));
                    (bottom, top) = (Math.Min(bottom, y[i]), Math.Max(top, y[i]));
                }
            }
        }

        if (left > right)
            return new TrajectoryFrame(-1, -1, 2, 2);

        var margin = Margin * Math.Max(Math.Max(right - left, top - bottom), 1e-6);
        return new TrajectoryFrame(left - margin, bottom - margin, right - left + (2 * margin), top - bottom + (2 * margin));
    }
}

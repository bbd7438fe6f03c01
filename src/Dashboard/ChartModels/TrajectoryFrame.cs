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
    public static TrajectoryFrame Around(IEnumerable<TrajectorySet> sets)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, bottom = left, top = right;
        foreach (var set in sets)
        {
            for (var i = 0; i < set.X.Count; i++)
            {
                if (float.IsFinite(set.X[i]) && float.IsFinite(set.Y[i]))
                {
                    (left, right) = (Math.Min(left, set.X[i]), Math.Max(right, set.X[i]));
                    (bottom, top) = (Math.Min(bottom, set.Y[i]), Math.Max(top, set.Y[i]));
                }
            }
        }

        if (left > right)
            return new TrajectoryFrame(-1, -1, 2, 2);

        var margin = Margin * Math.Max(Math.Max(right - left, top - bottom), 1e-6);
        return new TrajectoryFrame(left - margin, bottom - margin, right - left + (2 * margin), top - bottom + (2 * margin));
    }
}

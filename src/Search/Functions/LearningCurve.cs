namespace FastOde.Search.Functions;

/// <summary>
/// Loss curves as training has them: after step s the loss is f + (1 - f)·exp(-r·s), where one argument sets the speed r and the
/// other the floor f. Curves cross, because a fast one may end high.
/// </summary>
internal static class LearningCurve
{
    private const double BestSpeed = 0.4;
    private const double BestFloor = 0.6;
    private const double LeastFloor = 0.1;
    private const double TopRate = 0.1;
    private const double Width = 0.3;

    internal static IReadOnlyList<int> Steps { get; } = [1, 3, 9, 27, 81];

    internal static IReadOnlyList<double> Best { get; } = [BestSpeed, BestFloor];

    /// <summary>The least loss of all curves at the last step.</summary>
    internal static double Least { get; } = LeastFloor + ((1 - LeastFloor) * Math.Exp(-TopRate * Steps[^1]));

    /// <summary>The loss after the last step.</summary>
    internal static double Last(IReadOnlyList<double> x) => After(x, Steps[^1]);

    /// <summary>How much higher the loss is after a step than after the last.</summary>
    internal static double Way(IReadOnlyList<double> x, int step) => After(x, step) - Last(x);

    private static double After(IReadOnlyList<double> x, int step)
    {
        var away = (x[0] - BestSpeed) / Width;
        var floor = LeastFloor + ((x[1] - BestFloor) * (x[1] - BestFloor));
        return floor + ((1 - floor) * Math.Exp(-TopRate * Math.Exp(-away * away) * step));
    }
}

namespace FastOde.Search.Functions;

/// <summary>Hartmann's functions: -Σᵢ wᵢ·exp(-Σⱼ Aᵢⱼ(xⱼ - Pᵢⱼ)²), in three dimensions with four local minima, in six with six.</summary>
internal static class Hartmann
{
    private static readonly double[] Weights = [1, 1.2, 3, 3.2];

    private static readonly double[][] ThreeWidths = [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]];

    private static readonly double[][] ThreeCentres =
        [[0.3689, 0.1170, 0.2673], [0.4699, 0.4387, 0.7470], [0.1091, 0.8732, 0.5547], [0.0381, 0.5743, 0.8828]];

    private static readonly double[][] SixWidths =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] SixCentres =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    internal static double Three(IReadOnlyList<double> x) => Evaluate(x, ThreeWidths, ThreeCentres);

    internal static double Six(IReadOnlyList<double> x) => Evaluate(x, SixWidths, SixCentres);

    private static double Evaluate(IReadOnlyList<double> x, double[][] widths, double[][] centres)
    {
        var value = 0.0;
        for (var peak = 0; peak < Weights.Length; peak++)
        {
            var distance = 0.0;
            for (var dimension = 0; dimension < x.Count; dimension++)
            {
                var offset = x[dimension] - centres[peak][dimension];
                distance += widths[peak][dimension] * offset * offset;
            }

            value -= Weights[peak] * Math.Exp(-distance);
        }

        return value;
    }
}

namespace FastOde.Search.Functions;

/// <summary>Hartmann's function in six dimensions: -Σᵢ wᵢ·exp(-Σⱼ Aᵢⱼ(xⱼ - Pᵢⱼ)²), with six local minima.</summary>
internal static class Hartmann6
{
    private static readonly double[] Weights = [1, 1.2, 3, 3.2];

    private static readonly double[][] Widths =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] Centres =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    internal static double Evaluate(IReadOnlyList<double> x)
    {
        var value = 0.0;
        for (var peak = 0; peak < Weights.Length; peak++)
        {
            var distance = 0.0;
            for (var dimension = 0; dimension < x.Count; dimension++)
            {
                var offset = x[dimension] - Centres[peak][dimension];
                distance += Widths[peak][dimension] * offset * offset;
            }

            value -= Weights[peak] * Math.Exp(-distance);
        }

        return value;
    }
}

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Point sets in the plane for tests, x and y one after the other.</summary>
internal static class PlanarPoints
{
    public static float[] Normal(int count, double deviationX, double deviationY, int seed)
    {
        var random = new Random(seed);
        var points = new float[2 * count];
        for (var i = 0; i < count; i++)
        {
            points[2 * i] = (float)(deviationX * Normal(random));
            points[2 * i + 1] = (float)(deviationY * Normal(random));
        }

        return points;
    }

    public static float[] TwoModes(int count, int seed)
    {
        var points = Normal(count, Math.Sqrt(3), Math.Sqrt(0.1), seed);
        for (var i = 0; i < count; i++)
        {
            points[2 * i] += i % 2 == 0 ? 8 : -8;
            points[2 * i + 1] += 8;
        }

        return points;
    }

    public static double[] SquaredDistances(float[] first, float[] second)
    {
        var count = first.Length / 2;
        var costs = new double[count * count];
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                double x = (double)first[2 * row] - second[2 * column], y = (double)first[2 * row + 1] - second[2 * column + 1];
                costs[row * count + column] = x * x + y * y;
            }
        }

        return costs;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

namespace FastOde.Search.Evolution;

/// <summary>
/// What one generation of CMA-ES draws from, a normal distribution N(mean, σ²·C), and the evolution paths behind it. The next one
/// is a function of this and of the points of the generation in the order of their results: equations and constants of Hansen,
/// "The CMA Evolution Strategy: A Tutorial" (2016, arXiv 1604.00772), with positive weights.
/// </summary>
internal sealed class CmaState
{
    private const double FirstWidth = 0.25;

    /// <summary>Of earlier results so many are what a search begins at, each with so much around it.</summary>
    private const double BestPart = 0.1;
    private const double AroundBest = 0.1;

    /// <summary>A distribution that is narrower than this in every direction finds nothing new.</summary>
    private const double Spent = 1e-13;

    private readonly double[] mean;
    private readonly double width;
    private readonly double[,] covariance;
    private readonly double[] widthPath;
    private readonly double[] shapePath;
    private readonly int generation;
    private readonly Lazy<(double[] Roots, double[,] Axes)> shape;

    private CmaState(double[] mean, double width, double[,] covariance, double[] widthPath, double[] shapePath, int generation)
    {
        (this.mean, this.width, this.covariance, this.widthPath, this.shapePath, this.generation) = (mean, width, covariance, widthPath, shapePath, generation);
        shape = new(() => SymmetricEigen.Of(this.covariance) is var (values, vectors) ? ([.. values.Select(value => Math.Sqrt(Math.Max(value, 1e-30)))], vectors) : default);
    }

    /// <summary>How many points a generation has in so many dimensions: 4 + ⌊3 ln n⌋.</summary>
    internal static int Size(int dimensions) => 4 + (int)(3 * Math.Log(dimensions));

    /// <summary>The beginning: a round distribution about a point of the unit cube.</summary>
    internal static CmaState Begin(double[] mean)
    {
        var covariance = new double[mean.Length, mean.Length];
        for (var place = 0; place < mean.Length; place++)
            covariance[place, place] = 1;
        return new(mean, FirstWidth, covariance, new double[mean.Length], new double[mean.Length], 0);
    }

    /// <summary>
    /// The beginning of a search that knows results of earlier ones (Nomura et al., "Warm Starting CMA-ES for Hyperparameter
    /// Optimization", AAAI 2021, arXiv 2012.06932): mean and covariance of a round distribution about each of the best tenth of the points.
    /// </summary>
    /// <param name="ranked">Points of the unit cube, the best first, at least one.</param>
    internal static CmaState BeginAt(IReadOnlyList<double[]> ranked)
    {
        var best = ranked.Take(Math.Max(1, (int)Math.Ceiling(BestPart * ranked.Count))).ToArray();
        var n = best[0].Length;
        double[] mean = [.. Enumerable.Range(0, n).Select(place => best.Average(point => point[place]))];
        var spread = new double[n, n];
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < n; column++)
                spread[row, column] = best.Average(point => (point[row] - mean[row]) * (point[column] - mean[column])) + (row == column ? AroundBest * AroundBest : 0);
        }

        // The width is the geometric mean of the axes, so that the shape has volume 1.
        var variance = Math.Exp(SymmetricEigen.Of(spread).Values.Average(Math.Log));
        var covariance = new double[n, n];
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < n; column++)
                covariance[row, column] = spread[row, column] / variance;
        }

        return new(mean, Math.Sqrt(variance), covariance, new double[n], new double[n], 0);
    }

    /// <summary>Whether it has become so narrow that it finds nothing new.</summary>
    internal bool IsSpent => !double.IsFinite(width) || width * shape.Value.Roots.Max() < Spent;

    /// <summary>A point.</summary>
    /// <param name="normal">Gives standard normal numbers.</param>
    internal double[] Draw(Func<double> normal)
    {
        var (roots, axes) = shape.Value;
        var scaled = roots.Select(root => root * normal()).ToArray();
        return [.. mean.Select((middle, row) => middle + (width * scaled.Select((one, column) => axes[row, column] * one).Sum()))];
    }

    /// <summary>The next generation.</summary>
    /// <param name="ranked">Points of this one with comparable results, the best first; fewer than two teach nothing.</param>
    /// <param name="size">How many points of it have ended, those without comparable results too.</param>
    internal CmaState Next(IReadOnlyList<double[]> ranked, int size)
    {
        var parents = Math.Min(size / 2, ranked.Count);
        if (parents < 1 || ranked.Count < 2)
            return this;
        var n = mean.Length;
        var raw = Enumerable.Range(1, parents).Select(rank => Math.Log((size + 1) / 2.0) - Math.Log(rank)).ToArray();
        var weights = raw.Select(weight => weight / raw.Sum()).ToArray();
        var mass = 1 / weights.Sum(weight => weight * weight);
        var widthRate = (mass + 2) / (n + mass + 5);
        var damping = 1 + (2 * Math.Max(0, Math.Sqrt((mass - 1) / (n + 1)) - 1)) + widthRate;
        var pathRate = (4 + (mass / n)) / (n + 4 + (2 * mass / n));
        var rankOne = 2 / (((n + 1.3) * (n + 1.3)) + mass);
        var rankMany = Math.Min(1 - rankOne, 2 * (mass - 2 + (1 / mass)) / (((n + 2) * (n + 2)) + mass));
        var expected = Math.Sqrt(n) * (1 - (1 / (4.0 * n)) + (1 / (21.0 * n * n)));

        var steps = ranked.Take(parents).Select(point => point.Zip(mean, (x, middle) => (x - middle) / width).ToArray()).ToArray();
        var step = Enumerable.Range(0, n).Select(place => weights.Zip(steps, (weight, one) => weight * one[place]).Sum()).ToArray();
        var white = Whitened(step);
        var newWidthPath = Mixed(widthPath, white, 1 - widthRate, Math.Sqrt(widthRate * (2 - widthRate) * mass));
        var length = Math.Sqrt(newWidthPath.Sum(one => one * one));
        var isSteady = length / Math.Sqrt(1 - Math.Pow(1 - widthRate, 2 * (generation + 1))) < (1.4 + (2.0 / (n + 1))) * expected;
        var newShapePath = Mixed(shapePath, step, 1 - pathRate, isSteady ? Math.Sqrt(pathRate * (2 - pathRate) * mass) : 0);
        var kept = 1 - rankOne - rankMany + (isSteady ? 0 : rankOne * pathRate * (2 - pathRate));
        var newCovariance = new double[n, n];
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < n; column++)
            {
                var many = 0.0;
                for (var parent = 0; parent < parents; parent++)
                    many += weights[parent] * steps[parent][row] * steps[parent][column];
                newCovariance[row, column] = (kept * covariance[row, column]) + (rankOne * newShapePath[row] * newShapePath[column]) + (rankMany * many);
            }
        }

        var newMean = mean.Zip(step, (middle, one) => middle + (width * one)).ToArray();
        return new(newMean, width * Math.Exp(widthRate / damping * ((length / expected) - 1)), newCovariance, newWidthPath, newShapePath, generation + 1);
    }

    private static double[] Mixed(double[] path, double[] step, double kept, double added) => [.. path.Zip(step, (old, one) => (kept * old) + (added * one))];

    /// <summary>C^(-1/2) · step.</summary>
    private double[] Whitened(double[] step)
    {
        var (roots, axes) = shape.Value;
        var turned = roots.Select((root, column) => step.Select((one, row) => axes[row, column] * one).Sum() / root).ToArray();
        return [.. step.Select((_, row) => turned.Select((one, column) => axes[row, column] * one).Sum())];
    }
}

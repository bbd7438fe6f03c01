using System.Numerics;

namespace FastOde.Search.Parzen;

/// <summary>
/// A density over the unit cube of a space: a mixture of one kernel for each point and the uniform prior. A kernel is a product
/// over the dimensions: a normal truncated to the unit interval on a line, the same weights on the steps of a short range, and on
/// categories its point with a rest for the others. Where a point has no value for a dimension, its kernel is uniform there; so
/// each kernel is a density over whole assignments, whatever is active in them.
/// </summary>
internal sealed class ParzenMixture
{
    /// <summary>A kernel whose logarithm is so far below the largest one adds nothing to a double.</summary>
    private const double Negligible = 40;

    /// <summary>Points that are spread over more than this stand in several places, which one width for all must not blur.</summary>
    private const double MostSpread = 0.2;

    private const int MostGaps = 100;

    /// <summary>What lies farther out than so many widths is less than what <see cref="Normal"/> is right to.</summary>
    private const double Inside = 5.5;

    private readonly IReadOnlyList<ParzenAxis> axes;
    private readonly IReadOnlyList<double[]> points;
    private readonly double prior;
    private readonly double[] widths;
    private readonly double[][] inverses;
    private readonly double[][] logNormalisers;
    private readonly double[][] centres;
    private readonly int[][] cells;
    private readonly double[]?[][] tables;

    /// <summary>The mixture of some points, each of weight 1.</summary>
    /// <param name="axes">The dimensions.</param>
    /// <param name="points">A coordinate in [0, 1) for each dimension, not a number where it is inactive.</param>
    /// <param name="prior">The weight of the uniform prior.</param>
    internal ParzenMixture(IReadOnlyList<ParzenAxis> axes, IReadOnlyList<double[]> points, double prior)
    {
        (this.axes, this.points, this.prior) = (axes, points, prior);
        widths = [.. Enumerable.Range(0, axes.Count).Select(Width)];
        centres = new double[axes.Count][];
        inverses = new double[axes.Count][];
        logNormalisers = new double[axes.Count][];
        cells = new int[axes.Count][];
        tables = new double[axes.Count][][];
        for (var place = 0; place < axes.Count; place++)
        {
            if (axes[place].Cells is null)
                AddLine(place);
            else
                AddCells(place);
        }
    }

    /// <summary>The natural logarithm of the density at a point, of its active dimensions.</summary>
    internal double LogDensity(double[] point)
    {
        var sums = new double[points.Count];
        var uniform = Math.Log(prior);
        for (var place = 0; place < axes.Count; place++)
        {
            if (double.IsNaN(point[place]))
                continue;
            if (axes[place].Cells is { } values)
            {
                uniform -= Math.Log(values.Count);
                var (own, column) = (cells[place], tables[place][axes[place].Cell(point[place])]!);
                for (var index = 0; index < sums.Length; index++)
                    sums[index] += column[own[index]];
                continue;
            }

            AddLine(sums, point[place], centres[place], inverses[place], logNormalisers[place]);
        }

        var most = uniform;
        foreach (var one in sums)
            most = Math.Max(most, one);
        var sum = Math.Exp(uniform - most);
        foreach (var one in sums)
        {
            if (one > most - Negligible)
                sum += Math.Exp(one - most);
        }

        return most + Math.Log(sum / (points.Count + prior));
    }

    /// <summary>Adds the logarithms of a normal density to those of the dimensions before, several kernels at a time.</summary>
    private static void AddLine(double[] sums, double x, double[] centre, double[] inverse, double[] normaliser)
    {
        var index = 0;
        for (; index <= sums.Length - Vector<double>.Count; index += Vector<double>.Count)
        {
            var distance = (new Vector<double>(x) - new Vector<double>(centre, index)) * new Vector<double>(inverse, index);
            (new Vector<double>(sums, index) - (0.5 * distance * distance) - new Vector<double>(normaliser, index)).CopyTo(sums, index);
        }

        for (; index < sums.Length; index++)
        {
            var distance = (x - centre[index]) * inverse[index];
            sums[index] = sums[index] - (0.5 * distance * distance) - normaliser[index];
        }
    }

    /// <summary>The number of the kernel that a uniform number in [0, 1) selects; that of the points for the prior.</summary>
    internal int Kernel(double uniform) => Math.Min((int)(uniform * (points.Count + prior)), points.Count);

    /// <summary>Draws a coordinate from a kernel.</summary>
    /// <param name="kernel">Its number.</param>
    /// <param name="place">The place of the dimension.</param>
    /// <param name="uniform">Gives uniform numbers in [0, 1).</param>
    internal double Draw(int kernel, int place, Func<double> uniform)
    {
        if (kernel == points.Count || double.IsNaN(points[kernel][place]))
            return uniform();
        if (axes[place].Cells is { } values)
            return values[DrawCell(place, cells[place][kernel], uniform())];
        while (true)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - uniform()));
            var drawn = points[kernel][place] + (widths[place] * radius * Math.Cos(2 * Math.PI * uniform()));
            if (drawn is >= 0 and < 1)
                return drawn;
        }
    }

    /// <summary>
    /// The width of the kernels in a dimension: Scott's rule, spread · n^(-1/(d+4)) (1992), but while there are few points no less
    /// than what leaves no gap between them if they are spread evenly.
    /// </summary>
    private double Width(int place)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var point in points)
        {
            if (double.IsNaN(point[place]))
                continue;
            count++;
            sum += point[place];
            squares += point[place] * point[place];
        }

        var spread = count > 1 ? Math.Min(Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count)))), MostSpread) : MostSpread;
        var least = 1.0 / Math.Min(points.Count + 1, MostGaps);
        return Math.Clamp(spread * Math.Pow(Math.Max(points.Count, 1), -1.0 / (axes.Count + 4)), least, 1);
    }

    private int DrawCell(int place, int own, double uniform)
    {
        var rest = uniform;
        for (var cell = 0; cell < tables[place].Length; cell++)
        {
            rest -= Math.Exp(tables[place][cell]![own]);
            if (rest < 0)
                return cell;
        }

        return own;
    }

    private void AddLine(int place)
    {
        var (centre, inverse, normaliser) = (new double[points.Count], new double[points.Count], new double[points.Count]);
        var width = widths[place];
        var log = Math.Log(width) + Normal.LogRootTwoPi;
        for (var index = 0; index < points.Count; index++)
        {
            if (double.IsNaN(points[index][place]))
                continue;
            centre[index] = points[index][place];
            inverse[index] = 1 / width;
            normaliser[index] = log + LogInside(centre[index] / width, (1 - centre[index]) / width);
        }

        (centres[place], inverses[place], logNormalisers[place]) = (centre, inverse, normaliser);
    }

    /// <summary>The logarithm of the part of a normal distribution between two ends, so many widths below and above its middle.</summary>
    private static double LogInside(double below, double above) =>
        Math.Min(below, above) > Inside ? 0 : Math.Log(Normal.Below(above) - Normal.Below(-below));

    /// <summary>Of each value a column with the logarithm of its probability under the kernel of each, and last under the uniform one.</summary>
    private void AddCells(int place)
    {
        var (axis, count) = (axes[place], axes[place].Cells!.Count);
        cells[place] = [.. points.Select(point => double.IsNaN(point[place]) ? count : axis.Cell(point[place]))];
        var columns = new double[count][];
        for (var cell = 0; cell < count; cell++)
            columns[cell] = new double[count + 1];
        for (var own = 0; own < count; own++)
        {
            var weights = Enumerable.Range(0, count).Select(cell => Weight(axis, cell, own, widths[place])).ToArray();
            var sum = weights.Sum();
            for (var cell = 0; cell < count; cell++)
                columns[cell][own] = Math.Log(weights[cell] / sum);
        }

        foreach (var column in columns)
            column[count] = -Math.Log(count);
        tables[place] = columns;
    }

    private double Weight(ParzenAxis axis, int cell, int own, double width)
    {
        if (axis.IsCategorical)
            return cell == own ? 1 : 1.0 / (points.Count + 1);
        var distance = (axis.Cells![cell] - axis.Cells[own]) / width;
        return Math.Max(Math.Exp(-0.5 * distance * distance), 1e-12);
    }
}

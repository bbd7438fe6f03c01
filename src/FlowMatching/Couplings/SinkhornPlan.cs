using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// The entropically regularized transport plan between two sets of equally many points of equal mass: the plan P with
/// rows and columns of sum 1/n that minimises Σ P·cost + ε·Σ P·log P (Cuturi, 2013). It is exp((f + g - cost)/ε) for
/// potentials f and g, found by fitting rows and columns in turn. Potentials are kept as logarithms, so that a small ε
/// neither overflows nor loses a row (Peyré and Cuturi, Computational Optimal Transport, 2019, §4.4).
/// </summary>
internal sealed class SinkhornPlan
{
    // In parts of a column's mass; finer marginals change no drawing that one could notice.
    private const double Tolerance = 1e-3;
    private static readonly int Lanes = Vector512<float>.Count;

    private readonly int stride;
    private readonly float[] scaled;
    private readonly float[] rows;
    private readonly float[] columns;
    private readonly float[] largest;
    private readonly float[] sums;

    /// <summary>Reserves room.</summary>
    /// <param name="count">Points of each set, at least 1.</param>
    public SinkhornPlan(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        stride = (count + Lanes - 1) / Lanes * Lanes;
        scaled = new float[count * stride];
        rows = new float[count];
        columns = new float[stride];
        largest = new float[stride];
        sums = new float[stride];
    }

    /// <summary>Points of each set.</summary>
    public int Count { get; }

    /// <summary>Iterations of the last <see cref="Solve"/>.</summary>
    public int Iterations { get; private set; }

    /// <summary>Fits the potentials, rows last: rows have their mass up to rounding, columns when it has converged.</summary>
    /// <param name="costs">Count × Count costs, row after row, at least 0.</param>
    /// <param name="regularization">ε in units of the mean cost, above 0.</param>
    /// <param name="iterations">Most iterations, at least 1.</param>
    public void Solve(ReadOnlySpan<float> costs, double regularization, int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(costs.Length, Count * Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regularization);
        Scale(costs, regularization);
        columns.AsSpan(0, Count).Clear();
        FitRows();
        var error = double.PositiveInfinity;
        for (Iterations = 0; Iterations < iterations && error > Tolerance; Iterations++)
        {
            error = FitColumns();
            FitRows();
        }
    }

    /// <summary>The mass of a pair; all add up to 1.</summary>
    public double Mass(int row, int column) => Math.Exp(rows[row] + columns[column] - scaled[row * stride + column]) / Count;

    /// <summary>Draws from a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="share">Where in the row's mass, in [0, 1).</param>
    /// <returns>A column.</returns>
    public int Draw(int row, double share)
    {
        // Rows were fitted last, so that a row's masses add up to 1/n but for rounding.
        var (passed, last) = (0.0, 0);
        for (var column = 0; column < Count; column++)
        {
            var mass = Mass(row, column);
            passed += mass;
            if (mass > 0)
                last = column;
            if (passed * Count > share)
                return column;
        }

        return last;
    }

    /// <summary>Divides the costs by ε. Columns of the padding lie infinitely far away and so have no mass.</summary>
    private void Scale(ReadOnlySpan<float> costs, double regularization)
    {
        var mean = 0.0;
        foreach (var cost in costs)
            mean += cost;
        mean /= costs.Length;
        var scale = mean > 0 ? (float)(1 / (regularization * mean)) : 0;
        columns.AsSpan(Count).Fill(float.NegativeInfinity);
        for (var row = 0; row < Count; row++)
        {
            for (var column = 0; column < Count; column++)
                scaled[row * stride + column] = scale * costs[row * Count + column];
        }
    }

    /// <summary>f/ε = -log mean over columns of exp(g/ε - cost/ε), the mean since each row's mass is one column's.</summary>
    private void FitRows()
    {
        var potentials = Vectors(columns);
        for (var row = 0; row < Count; row++)
        {
            var costs = Row(row);
            var most = Vector512.Create(float.NegativeInfinity);
            for (var k = 0; k < costs.Length; k++)
                most = Vector512.Max(most, potentials[k] - costs[k]);
            var highest = float.NegativeInfinity;
            for (var lane = 0; lane < Lanes; lane++)
                highest = Math.Max(highest, most[lane]);
            var (sum, shift) = (Vector512<float>.Zero, Vector512.Create(highest));
            for (var k = 0; k < costs.Length; k++)
                sum += Vector512.Exp(potentials[k] - costs[k] - shift);
            rows[row] = -highest - MathF.Log(Vector512.Sum(sum));
        }
    }

    /// <summary>The same for columns.</summary>
    /// <returns>How far the columns' masses were from right before: the sum of their differences from 1/n.</returns>
    private double FitColumns()
    {
        Span<Vector512<float>> most = Vectors(largest), sum = Vectors(sums);
        most.Fill(Vector512.Create(float.NegativeInfinity));
        sum.Clear();
        for (var row = 0; row < Count; row++)
        {
            var costs = Row(row);
            var potential = Vector512.Create(rows[row]);
            for (var k = 0; k < costs.Length; k++)
                most[k] = Vector512.Max(most[k], potential - costs[k]);
        }

        for (var row = 0; row < Count; row++)
        {
            var costs = Row(row);
            var potential = Vector512.Create(rows[row]);
            for (var k = 0; k < costs.Length; k++)
                sum[k] += Vector512.Exp(potential - costs[k] - most[k]);
        }

        var error = 0.0;
        for (var column = 0; column < Count; column++)
        {
            var fitted = -largest[column] - MathF.Log(sums[column]);
            error += Math.Abs(Math.Exp(columns[column] - fitted) - 1);
            columns[column] = fitted;
        }

        return error / Count;
    }

    private ReadOnlySpan<Vector512<float>> Row(int row) => Vectors(scaled.AsSpan(row * stride, stride));

    private static Span<Vector512<float>> Vectors(Span<float> numbers) => MemoryMarshal.Cast<float, Vector512<float>>(numbers);
}

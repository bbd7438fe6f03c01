using System.Numerics;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using FastOde.Kernels.Vectors;
using TorchSharp;

namespace FastOde.Kernels.Couplings;

/// <summary>
/// Transport cells in one pass over the points for each draw: costs are compared as they come, so that the matrix of all costs,
/// which a few dimensions do not fill with work, is never written.
/// </summary>
internal sealed unsafe class KernelTransportCells : ITransportCells
{
    private const int MostDimensions = 16;

    private readonly int points;
    private readonly int padded;
    private readonly int dimension;
    private readonly AlignedBuffer columns;
    private readonly AlignedBuffer halfSquares;
    private readonly AlignedBuffer offsets;

    /// <summary>Lays the points out by dimension.</summary>
    /// <param name="table">The points, shape [points, dimension].</param>
    public KernelTransportCells(torch.Tensor table)
    {
        (points, dimension) = ((int)table.shape[0], (int)table.shape[1]);
        padded = (points + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        columns = new AlignedBuffer(padded * dimension);
        halfSquares = new AlignedBuffer(padded);
        offsets = new AlignedBuffer(padded);

        // Lanes beyond the last point cost more than any.
        new Span<float>(offsets.Start, padded).Fill(float.PositiveInfinity);
        var rows = TensorMemory.Span(table);
        for (var point = 0; point < points; point++)
        {
            for (var d = 0; d < dimension; d++)
            {
                var value = rows[point * dimension + d];
                columns.Start[d * padded + point] = value;
                halfSquares.Start[point] += value * value / 2;
            }
        }
    }

    /// <summary>Whether one pass is faster than a matrix product.</summary>
    public static bool Supports(TransportCellsComputation cells) => cells.Table.shape[1] <= MostDimensions;

    /// <inheritdoc/>
    public torch.Tensor Of(torch.Tensor draws, torch.Tensor duals)
    {
        var dual = TensorMemory.Span(duals);
        for (var point = 0; point < points; point++)
            offsets.Start[point] = halfSquares.Start[point] - dual[point];
        var rows = TensorMemory.Span(draws);
        var cells = new long[draws.shape[0]];
        for (var draw = 0; draw < cells.Length; draw++)
            cells[draw] = Nearest(rows.Slice(draw * dimension, dimension));
        return torch.tensor(cells);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        columns.Dispose();
        halfSquares.Dispose();
        offsets.Dispose();
    }

    /// <summary>The point of least cost; of equal ones the first.</summary>
    private int Nearest(ReadOnlySpan<float> draw)
    {
        var (least, where) = (new Vector<float>(float.PositiveInfinity), Vector<int>.Zero);
        float* offset = offsets.Start, column = columns.Start;
        var (places, next) = (Vector<int>.Indices, new Vector<int>(Vector<int>.Count));
        for (var first = 0; first < padded; first += Vector<float>.Count)
        {
            var cost = Vector.Load(offset + first);
            for (var d = 0; d < dimension; d++)
                cost -= new Vector<float>(draw[d]) * Vector.Load(column + (nint)d * padded + first);
            var isLess = Vector.LessThan(cost, least);
            least = Vector.ConditionalSelect(isLess, cost, least);
            where = Vector.ConditionalSelect(isLess, places, where);
            places += next;
        }

        var best = 0;
        for (var lane = 1; lane < Vector<float>.Count; lane++)
        {
            if (least[lane] < least[best] || (least[lane] == least[best] && where[lane] < where[best]))
                best = lane;
        }

        return where[best];
    }
}

using System.Numerics;
using System.Runtime.Intrinsics;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using FastOde.Kernels.Vectors;
using TorchSharp;

namespace FastOde.Kernels.Couplings;

/// <summary>The sliced Wasserstein distance: eight directions are sorted at once in the lanes of vectors.</summary>
internal sealed unsafe class SlicedWassersteinKernel : PenaltyKernel
{
    private readonly SlicedWassersteinPenalty penalty;
    private readonly int directions;
    private readonly int dimension;
    private readonly float[] precisions;
    private readonly torch.Tensor direction;
    private float[] reference = [];
    private int stride;
    private AlignedBuffer? keys;
    private AlignedBuffer? differences;

    /// <summary>Prepares to measure.</summary>
    /// <param name="penalty">The penalty; stays the caller's.</param>
    public SlicedWassersteinKernel(SlicedWassersteinPenalty penalty)
    {
        this.penalty = penalty;
        directions = penalty.Directions;
        precisions = penalty.Precisions.ToArray();
        dimension = precisions.Length;
        direction = torch.zeros(directions, dimension, dtype: torch.float32).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override double Apply(EncodedBatch batch, torch.Generator generator)
    {
        var count = batch.Noise.Length / dimension;
        Reserve(count);
        direction.normal_(0, 1, generator);
        var units = TensorMemory.Span(direction);
        for (var d = 0; d < directions; d++)
            Normalize(units.Slice(d * dimension, dimension));
        for (var first = 0; first < directions; first += SortingNetwork.Columns)
        {
            Project(units, first, batch.Noise, count);
            SortingNetwork.Sort((long*)keys!.Start, Rows(count));
            Compare(first, count);
        }

        return Spread(units, batch.NoiseGradient, count) / ((double)count * directions);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            direction.Dispose();
            keys?.Dispose();
            differences?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static int Rows(int count) => (int)BitOperations.RoundUpToPowerOf2((uint)count);

    /// <summary>Flips the bits of a negative float so that integers compare as the floats do; its own inverse.</summary>
    private static int Ordered(int bits) => bits ^ ((bits >> 31) & int.MaxValue);

    private static void Normalize(Span<float> vector)
    {
        var square = 0f;
        foreach (var value in vector)
            square += value * value;
        var scale = 1 / MathF.Sqrt(square);
        for (var k = 0; k < vector.Length; k++)
            vector[k] *= scale;
    }

    /// <summary>Keys of eight directions: the projection in the high half, the sample's number in the low half.</summary>
    private void Project(ReadOnlySpan<float> units, int first, ReadOnlySpan<float> noise, int count)
    {
        var target = (long*)keys!.Start;
        var axes = stackalloc float[dimension * SortingNetwork.Columns];
        for (var k = 0; k < dimension; k++)
        {
            for (var column = 0; column < SortingNetwork.Columns; column++)
                axes[k * SortingNetwork.Columns + column] = units[Math.Min(first + column, directions - 1) * dimension + k] * precisions[k];
        }

        for (var i = 0; i < count; i++, target += SortingNetwork.Columns)
        {
            var projection = Vector256<float>.Zero;
            for (var k = 0; k < dimension; k++)
                projection = Vector256.MultiplyAddEstimate(Vector256.Create(noise[i * dimension + k]), Vector256.Load(axes + k * SortingNetwork.Columns), projection);
            var bits = projection.AsInt32();
            var (low, high) = Vector256.Widen(bits ^ (Vector256.ShiftRightArithmetic(bits, 31) & Vector256.Create(int.MaxValue)));
            ((low << 32) | Vector256.Create((long)i)).Store(target);
            ((high << 32) | Vector256.Create((long)i)).Store(target + 4);
        }

        new Span<long>(target, (Rows(count) - count) * SortingNetwork.Columns).Fill(long.MaxValue);
    }

    /// <summary>Puts each sample's distance from the order statistic of its rank where the sample stands.</summary>
    private void Compare(int first, int count)
    {
        var sorted = (long*)keys!.Start;
        for (var column = 0; column < Math.Min(SortingNetwork.Columns, directions - first); column++)
        {
            var target = differences!.Start + (nint)(first + column) * stride;
            for (var rank = 0; rank < count; rank++)
            {
                var key = sorted[rank * SortingNetwork.Columns + column];
                target[(int)key] = BitConverter.Int32BitsToSingle(Ordered((int)(key >> 32))) - reference[rank];
            }
        }
    }

    /// <summary>Carries the distances of all directions back to the noise; returns the sum of their squares.</summary>
    private double Spread(ReadOnlySpan<float> units, Span<float> gradient, int count)
    {
        var share = (float)(2 * penalty.Weight / ((double)count * directions));
        var squares = Vector512<float>.Zero;
        var lanes = stackalloc float[Vector512<float>.Count];
        for (var k = 0; k < dimension; k++)
        {
            for (var start = 0; start < count; start += Vector512<float>.Count)
            {
                var sum = Vector512<float>.Zero;
                for (var d = 0; d < directions; d++)
                {
                    var difference = Vector512.Load(differences!.Start + (nint)d * stride + start);
                    sum = Vector512.MultiplyAddEstimate(Vector512.Create(units[d * dimension + k]), difference, sum);
                    if (k == 0)
                        squares = Vector512.MultiplyAddEstimate(difference, difference, squares);
                }

                sum.Store(lanes);
                for (var i = start; i < Math.Min(start + Vector512<float>.Count, count); i++)
                    gradient[i * dimension + k] += share * precisions[k] * lanes[i - start];
            }
        }

        return Lanes512.Sum(squares);
    }

    private void Reserve(int count)
    {
        if (reference.Length == count)
            return;
        keys?.Dispose();
        differences?.Dispose();
        keys = new AlignedBuffer(2L * Rows(count) * SortingNetwork.Columns);
        stride = (count + Vector512<float>.Count - 1) / Vector512<float>.Count * Vector512<float>.Count;
        differences = new AlignedBuffer((long)stride * directions);
        reference = SlicedWassersteinPenalty.OrderStatistics(count);
    }
}

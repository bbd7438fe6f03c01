using System.Runtime.InteropServices;
using FastOde.FlowMatching.Networks.Kernels;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Batches of a data set, each point once an epoch in an order of chance. An epoch's order is not stored: the state its
/// generator had when the epoch began and the place in it say the same in five kilobytes.
/// </summary>
internal sealed class DataOrder : IDisposable
{
    private readonly torch.Tensor points;
    private readonly torch.Generator generator;
    private readonly int dimension;
    private torch.Tensor epochState;
    private int[] order;
    private int position;

    /// <summary>Begins the first epoch.</summary>
    /// <param name="points">The data set, shape [count, dimension]; owned from now on.</param>
    /// <param name="seed">Seed of the order.</param>
    public DataOrder(torch.Tensor points, ulong seed)
    {
        this.points = points;
        dimension = (int)points.shape[1];
        generator = new torch.Generator(seed, torch.CPU);
        epochState = generator.get_state().DetachFromDisposeScope();
        order = Shuffle();
    }

    /// <summary>The generator's state when the epoch began, uint8.</summary>
    public torch.Tensor EpochState => epochState;

    /// <summary>Points of the epoch already used.</summary>
    public int Position => position;

    /// <summary>Continues at a stored place.</summary>
    public void Restore(torch.Tensor state, int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(place, order.Length);
        generator.set_state(state);
        epochState.Dispose();
        epochState = state.clone().DetachFromDisposeScope();
        order = Shuffle();
        position = place;
    }

    /// <summary>Fills a batch, shape [n, dimension], with the next points; the rest of an epoch is joined to the next one.</summary>
    public void Next(torch.Tensor batch)
    {
        var source = TensorMemory.Span(points);
        var target = TensorMemory.Span(batch);
        while (!target.IsEmpty)
        {
            if (position == order.Length)
                BeginEpoch();
            var picked = order.AsSpan(position, Math.Min(order.Length - position, target.Length / dimension));
            Pick(source, picked, target);
            target = target[(picked.Length * dimension)..];
            position += picked.Length;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        points.Dispose();
        generator.Dispose();
        epochState.Dispose();
    }

    private void Pick(ReadOnlySpan<float> source, ReadOnlySpan<int> picked, Span<float> target)
    {
        // Points in the plane are one move each instead of a call.
        if (dimension == 2)
        {
            var pairs = MemoryMarshal.Cast<float, ulong>(source);
            var places = MemoryMarshal.Cast<float, ulong>(target);
            for (var i = 0; i < picked.Length; i++)
                places[i] = pairs[picked[i]];
            return;
        }

        for (var i = 0; i < picked.Length; i++)
            source.Slice(picked[i] * dimension, dimension).CopyTo(target[(i * dimension)..]);
    }

    private void BeginEpoch()
    {
        epochState.Dispose();
        epochState = generator.get_state().DetachFromDisposeScope();
        order = Shuffle();
        position = 0;
    }

    private int[] Shuffle()
    {
        using var shuffled = torch.randperm(points.shape[0], dtype: torch.int64, generator: generator);
        return [.. MemoryMarshal.Cast<byte, long>(shuffled.bytes).ToArray().Select(index => (int)index)];
    }
}

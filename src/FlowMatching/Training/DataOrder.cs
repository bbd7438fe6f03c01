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
    private long[] order;
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
        for (var i = 0; i < target.Length; i += dimension)
        {
            if (position == order.Length)
                BeginEpoch();
            source.Slice((int)order[position++] * dimension, dimension).CopyTo(target[i..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        points.Dispose();
        generator.Dispose();
        epochState.Dispose();
    }

    private void BeginEpoch()
    {
        epochState.Dispose();
        epochState = generator.get_state().DetachFromDisposeScope();
        order = Shuffle();
        position = 0;
    }

    private long[] Shuffle()
    {
        using var shuffled = torch.randperm(points.shape[0], generator: generator);
        return shuffled.data<long>().ToArray();
    }
}

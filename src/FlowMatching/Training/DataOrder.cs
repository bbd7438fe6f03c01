using System.Runtime.InteropServices;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The order in which a trial sees its samples: each once an epoch, in an order of chance. An epoch's order is not
/// stored: the state its generator had when the epoch began and the place in it say the same in five kilobytes.
/// </summary>
internal sealed class DataOrder : IDisposable
{
    private readonly int count;
    private readonly torch.Generator generator;
    private torch.Tensor epochState;
    private int[] order;
    private int position;

    /// <summary>Begins the first epoch.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="seed">Seed of the order.</param>
    public DataOrder(int count, ulong seed)
    {
        this.count = count;
        generator = new torch.Generator(seed, torch.CPU);
        epochState = generator.get_state().DetachFromDisposeScope();
        order = Shuffle();
    }

    /// <summary>The generator's state when the epoch began, uint8.</summary>
    public torch.Tensor EpochState => epochState;

    /// <summary>Samples of the epoch already used.</summary>
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

    /// <summary>Names the samples of the next batch; the rest of an epoch is joined to the next one.</summary>
    public void Next(Span<int> picked)
    {
        while (!picked.IsEmpty)
        {
            if (position == order.Length)
                BeginEpoch();
            var share = order.AsSpan(position, Math.Min(order.Length - position, picked.Length));
            share.CopyTo(picked);
            picked = picked[share.Length..];
            position += share.Length;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
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

    private int[] Shuffle()
    {
        using var shuffled = torch.randperm(count, dtype: torch.int64, generator: generator);
        return [.. MemoryMarshal.Cast<byte, long>(shuffled.bytes).ToArray().Select(index => (int)index)];
    }
}

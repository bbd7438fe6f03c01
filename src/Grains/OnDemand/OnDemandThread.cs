using FastOde.Grains.Trainers;

namespace FastOde.Grains.OnDemand;

/// <summary>
/// The one thread of a process on which it computes what somebody asks for now, with as many threads of libtorch as a slot
/// has. It takes no slot: what runs there goes on, a little slower.
/// </summary>
/// <param name="slots">The slots of the process.</param>
internal sealed class OnDemandThread(SlotOptions slots) : IDisposable
{
    /// <summary>Orders that may wait or be worked on at a time.</summary>
    public const int MostOrders = 8;

    private readonly Lazy<SlotThread> thread = new(() => new("on demand", slots.ThreadsEach, cores: []));
    private int orders;

    /// <summary>Gives an order a place in line, until <see cref="Leave"/>.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref orders) <= MostOrders)
            return true;
        Leave();
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref orders);

    /// <summary>Runs a function on the thread, after those before it.</summary>
    public Task<T> Run<T>(Func<T> work) => thread.Value.Run(work, usesTorch: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (thread.IsValueCreated)
            thread.Value.Dispose();
    }
}

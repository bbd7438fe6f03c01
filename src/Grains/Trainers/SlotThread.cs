using System.Collections.Concurrent;
using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.Grains.Trainers;

/// <summary>
/// The one thread on which a slot's attempts run. A thread of its own, because training never yields and because
/// libtorch keeps the number of its threads by thread.
/// </summary>
internal sealed class SlotThread : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly int torchThreads;
    private readonly IReadOnlyList<int> cores;
    private bool isPinned;
    private bool usesTorch;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name in debuggers and traces.</param>
    /// <param name="torchThreads">Threads that libtorch may use for one operation.</param>
    /// <param name="cores">The cores on which it runs, and all that it starts; none for any.</param>
    public SlotThread(string name, int torchThreads, IReadOnlyList<int> cores)
    {
        (this.torchThreads, this.cores) = (torchThreads, cores);
        new Thread(Work) { Name = name, IsBackground = true }.Start();
    }

    /// <summary>Runs a function on the thread.</summary>
    /// <param name="function">The function.</param>
    /// <param name="usesTorch">Whether it calls libtorch, which is loaded on first use only.</param>
    public Task<T> Run<T>(Func<T> function, bool usesTorch)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                Pin();
                if (usesTorch)
                    PrepareTorch();
                completion.SetResult(function());
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        });
        return completion.Task;
    }

    /// <summary>Lets the thread end after the work it has.</summary>
    public void Dispose() => work.CompleteAdding();

    /// <summary>Before libtorch starts threads, which keep the cores that they are born with.</summary>
    private void Pin()
    {
        if (isPinned || cores.Count == 0)
            return;
        CoreAffinity.Pin(cores);
        isPinned = true;
    }

    private void PrepareTorch()
    {
        if (usesTorch)
            return;
        torch.set_num_threads(torchThreads);
        usesTorch = true;
    }

    private void Work()
    {
        foreach (var work in work.GetConsumingEnumerable())
            work();
        work.Dispose();
    }
}

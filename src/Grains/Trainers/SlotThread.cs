using System.Collections.Concurrent;
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
    private bool usesTorch;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name in debuggers and traces.</param>
    /// <param name="torchThreads">Threads that libtorch may use for one operation.</param>
    public SlotThread(string name, int torchThreads)
    {
        this.torchThreads = torchThreads;
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

using System.Collections.Concurrent;
using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The thread of one replica. It lives as long as the replica, since libtorch keeps its number of threads, and TorchSharp
/// its dispose scopes, by thread.
/// </summary>
internal sealed class ReplicaThread : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;

    /// <summary>Starts the thread, on the cores of the caller's.</summary>
    /// <param name="name">For debuggers.</param>
    /// <param name="torchThreads">Threads that libtorch may use for what runs here, at least 1.</param>
    public ReplicaThread(string name, int torchThreads)
    {
        var cores = CoreAffinity.Current();
        thread = new Thread(() => Work(torchThreads, cores)) { Name = name, IsBackground = true };
        thread.Start();
    }

    /// <summary>Whether the thread has not ended yet.</summary>
    public bool IsAlive => thread.IsAlive;

    /// <summary>Runs a function on the thread, after what it has to do already.</summary>
    public Task<T> Run<T>(Func<T> function)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                completion.SetResult(function());
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        });
        return completion.Task;
    }

    /// <summary>Waits until the thread has done what it has to do and has ended.</summary>
    public void Dispose()
    {
        work.CompleteAdding();
        thread.Join();
        work.Dispose();
    }

    private void Work(int torchThreads, IReadOnlyList<int> cores)
    {
        if (cores.Count > 0)
            CoreAffinity.Pin(cores);
        torch.set_num_threads(torchThreads);
        foreach (var item in work.GetConsumingEnumerable())
            item();
    }
}

using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace FastOde.Bench.Soak;

/// <summary>Measures a .NET process on Linux from outside.</summary>
/// <param name="processId">The process.</param>
internal sealed class ProcessMeter(int processId)
{
    // Of the runtime's event provider: collections and what the heap holds after one, and the wish for a full one.
    private const long Collections = 0x1;
    private const long CollectNow = 0x800000;
    private const double Megabyte = 1e6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DiagnosticsClient diagnostics = new(processId);

    /// <summary>Has the process collect all garbage, and waits for the end of it.</summary>
    /// <returns>What the managed heap holds then, MB.</returns>
    /// <exception cref="TimeoutException">The process did not.</exception>
    public async Task<double> CollectHeap()
    {
        using var session = diagnostics.StartEventPipeSession(
            new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, Collections | CollectNow), requestRundown: false);
        var size = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() => Read(session, size));
        try
        {
            return await size.Task.WaitAsync(Patience);
        }
        finally
        {
            await session.StopAsync(CancellationToken.None);
            await reading;
        }
    }

    /// <summary>Resident memory, MB.</summary>
    public double ResidentMegabytes() => double.Parse(
        File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) * 1024 / Megabyte;

    /// <summary>Open files, sockets and the like.</summary>
    public int Handles() => Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length;

    private static void Read(EventPipeSession session, TaskCompletionSource<double> size)
    {
        using var events = new EventPipeEventSource(session.EventStream);
        var isFull = false;
        events.Clr.GCStart += collection => isFull = collection.Depth == 2;
        events.Clr.GCHeapStats += heap =>
        {
            if (isFull)
                size.TrySetResult(heap.TotalHeapSize / Megabyte);
        };
        events.Process();
    }
}

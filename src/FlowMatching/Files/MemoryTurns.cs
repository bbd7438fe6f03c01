namespace FastOde.FlowMatching.Files;

/// <summary>Lets threads that each need much memory for a short time begin only while all of them together stay below a limit.</summary>
/// <param name="most">Bytes for all together; one that needs more has its turn alone.</param>
internal sealed class MemoryTurns(long most)
{
    private readonly object gate = new();
    private long taken;

    /// <summary>Waits for a turn.</summary>
    /// <param name="bytes">What the thread needs.</param>
    /// <returns>The turn; disposing of it ends it.</returns>
    public IDisposable Take(long bytes)
    {
        lock (gate)
        {
            while (taken > 0 && taken + bytes > most)
                Monitor.Wait(gate);
            taken += bytes;
        }

        return new Turn(this, bytes);
    }

    private void Give(long bytes)
    {
        lock (gate)
        {
            taken -= bytes;
            Monitor.PulseAll(gate);
        }
    }

    private sealed class Turn(MemoryTurns turns, long bytes) : IDisposable
    {
        public void Dispose() => turns.Give(bytes);
    }
}

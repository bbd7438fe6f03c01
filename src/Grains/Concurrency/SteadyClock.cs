namespace FastOde.Grains.Concurrency;

/// <summary>
/// The time of its making and what has elapsed since. The system's clock may be set back or forward meanwhile; waits that
/// are measured by this one stay as long as they were meant to be.
/// </summary>
/// <param name="clock">The system's clock.</param>
internal sealed class SteadyClock(TimeProvider clock)
{
    private readonly DateTimeOffset start = clock.GetUtcNow();
    private readonly long began = clock.GetTimestamp();

    /// <summary>Now.</summary>
    public DateTimeOffset Now => start + clock.GetElapsedTime(began);
}

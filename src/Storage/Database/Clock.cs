namespace FastOde.Storage.Database;

/// <summary>Time as the database keeps it.</summary>
internal static class Clock
{
    /// <summary>Now in whole milliseconds, so that what a call returns equals what a later query reads.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}

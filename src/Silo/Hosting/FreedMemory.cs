namespace FastOde.Silo.Hosting;

/// <summary>
/// Returns freed native memory to the system from time to time. Trials keep theirs while they run, since getting it anew costs time;
/// a process that runs for weeks would keep the sum of what its busiest moments left in pieces.
/// </summary>
/// <param name="clock">Tells when.</param>
/// <param name="trim">Returns what is free; whether there was anything does not matter here.</param>
internal sealed class FreedMemory(TimeProvider clock, Func<bool> trim) : BackgroundService
{
    /// <summary>Seldom enough that a step does not feel it: an allocator of 600 MB is gone through in milliseconds.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly PeriodicTimer timer = new(Interval, clock);

    /// <inheritdoc/>
    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await timer.WaitForNextTickAsync(stoppingToken))
            trim();
    }
}

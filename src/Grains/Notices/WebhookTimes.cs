namespace FastOde.Grains.Notices;

/// <summary>How long sending a notice may take, and how often it is tried.</summary>
public sealed record WebhookTimes
{
    /// <summary>Time between looks for what waits to be sent, beside those that a notice of this process brings about. Where there is no webhook, <see cref="Trim"/>.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one try may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nobody else sends to a webhook after a try has begun; what a process that was killed leaves behind is sent after it. Longer than a try.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process that ends still sends what waits.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time to the second try; each further time twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two tries.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failed tries of one notice until its webhook is given up; with the other defaults that takes 14 hours.</summary>
    public int MostTries { get; init; } = 24;

    /// <summary>Time between looks for notices that are more than is kept.</summary>
    public TimeSpan Trim { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long nothing is sent after some tries have failed; null where the webhook is given up.</summary>
    /// <param name="failed">Tries that have failed, at least 1.</param>
    public TimeSpan? PauseAfter(int failed) => failed >= MostTries
        ? null
        : TimeSpan.FromTicks((long)Math.Min(LongestPause.Ticks, FirstPause.Ticks * Math.Pow(2, failed - 1)));
}

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>The system's clock, which somebody sets back or forward. What has elapsed does not change by that.</summary>
internal sealed class AdjustableClock : TimeProvider
{
    private long offset;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));

    /// <summary>Sets the clock.</summary>
    public void Set(TimeSpan offset) => Interlocked.Exchange(ref this.offset, offset.Ticks);
}

using System.Threading.Channels;
using FastOde.Storage.Measurements;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Storage.Tests.Measurements;

/// <summary>What is gathered is never nothing.</summary>
public sealed class MetricGatheringTests
{
    [Fact]
    public async Task Next_WokenForAnEntryThatIsGone_WaitsForAnotherOrTheEnd()
    {
        var gathering = new MetricGathering(new WakingReader(wakes: 3), new StorageOptions(), new FakeTimeProvider());

        Assert.False(await gathering.Next().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(0, gathering.Count);
    }

    /// <summary>Says a few times that there is something to read where there is nothing, then that the queue has ended.</summary>
    private sealed class WakingReader(int wakes) : ChannelReader<MetricWork>
    {
        private int left = wakes;

        public override bool TryRead(out MetricWork item)
        {
            item = null!;
            return false;
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => new(left-- > 0);
    }
}

using FastOde.Contracts.Experiments;
using FastOde.Grains.Experiments;
using FastOde.Storage.Notices;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Notices;

/// <summary>Tells the catalog that this process has stored notices, so that pages hear of them wherever they are; a burst is told once.</summary>
/// <param name="bell">Rings where one was stored.</param>
/// <param name="grains">Where the catalog is found.</param>
/// <param name="clock">Times bursts.</param>
/// <param name="logger">Told where the catalog cannot be reached.</param>
internal sealed class NoticeRelay(NoticeBell bell, IGrainFactory grains, TimeProvider clock, ILogger<NoticeRelay> logger)
{
    /// <summary>Tells until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = bell.Next;
            await next.WaitAsync(cancellationToken);
            await Task.Delay(ExperimentCatalogGrain.Interval, clock, cancellationToken);
            try
            {
                await grains.GetGrain<IExperimentCatalogGrain>(0).NoticesAdded();
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // The next notice is told with this one.
                logger.LogDebug(error, "Pages have not heard of the latest notices yet");
            }
        }
    }
}

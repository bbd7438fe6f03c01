using FastOde.Contracts.Following;
using FastOde.Contracts.Notices;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Live;

/// <summary>
/// The latest notices, for all open pages of this process by one subscription and one read. It follows while somebody
/// listens.
/// </summary>
/// <param name="grains">Where the catalog is found, which tells that there are notices.</param>
/// <param name="notices">Where they are read.</param>
/// <param name="time">The clock of the subscription.</param>
/// <param name="logger">Told where they cannot be read.</param>
public sealed class NoticeFeed(IGrainFactory grains, INoticeQueries notices, TimeProvider time, ILogger<NoticeFeed> logger) : IDisposable
{
    /// <summary>Notices that are known at most.</summary>
    public const int Most = 50;

    // Of two that are written at once, the one with the higher number may be stored first.
    private const int Overlap = 20;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<Func<IReadOnlyList<Notice>, Task>> listeners = [];
    private CatalogFollower? follower;
    private bool hasRead;

    /// <summary>The notices, the newest first.</summary>
    public IReadOnlyList<Notice> Latest { get; private set; } = [];

    /// <summary>Listens from now on, and brings <see cref="Latest"/> up to date.</summary>
    /// <param name="added">Called with what is new, the newest first, on no particular thread.</param>
    public async Task Listen(Func<IReadOnlyList<Notice>, Task> added)
    {
        await InTurn(async () =>
        {
            listeners.Add(added);
            follower ??= await CatalogFollower.Start(grains, time, () => Task.CompletedTask, ReadAndTell);
        });

        // Somebody who listens already hears of what this finds.
        await ReadAndTell();
    }

    /// <summary>Listens no more.</summary>
    /// <param name="added">What was called.</param>
    public async Task Leave(Func<IReadOnlyList<Notice>, Task> added)
    {
        CatalogFollower? ended = null;
        await InTurn(() =>
        {
            listeners.Remove(added);
            if (listeners.Count == 0)
                (ended, follower, hasRead) = (follower, null, false);
            return Task.CompletedTask;
        });

        // Outside of the turn, for which what it does last may wait.
        if (ended is not null)
            await ended.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task ReadAndTell()
    {
        List<Func<IReadOnlyList<Notice>, Task>> told = [];
        IReadOnlyList<Notice> added = [];
        try
        {
            await InTurn(async () =>
            {
                var after = hasRead && Latest.Count > 0 ? Math.Max(0, Latest[0].Id - Overlap) : 0;
                var found = await notices.Notices(after, Most);
                var known = Latest.Select(notice => notice.Id).ToHashSet();

                // What nobody listened for while it happened is no news.
                added = hasRead ? [.. found.Where(notice => !known.Contains(notice.Id))] : [];
                Latest = hasRead ? [.. added.Concat(Latest).OrderByDescending(notice => notice.Id).Take(Most)] : found;
                hasRead = true;
                told = [.. listeners];
            });
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            logger.LogWarning("The latest notices could not be read; the next one is read with them: {Reason}", error.Message);
            return;
        }

        if (added.Count > 0)
            await Task.WhenAll(told.Select(listener => listener(added)));
    }

    private async Task InTurn(Func<Task> work)
    {
        await turn.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            turn.Release();
        }
    }
}

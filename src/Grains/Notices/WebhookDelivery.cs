using FastOde.Storage;
using FastOde.Storage.Notices;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Notices;

/// <summary>
/// Sends what waits for webhooks: to each in order, one at a time, again until it is accepted; and to all side by side, so that a slow one
/// holds up no other. Several processes may look at once; who has claimed a webhook sends to it.
/// </summary>
/// <param name="webhooks">What waits.</param>
/// <param name="sender">Sends it.</param>
/// <param name="bell">Rings where something may wait.</param>
/// <param name="times">When it is tried.</param>
/// <param name="clock">Tells when to look.</param>
/// <param name="logger">Told of webhooks that are given up, and once of what is in the way.</param>
public sealed class WebhookDelivery(
    IWebhookStore webhooks, WebhookSender sender, NoticeBell bell, WebhookTimes times, TimeProvider clock, ILogger<WebhookDelivery> logger)
{
    private readonly Dictionary<long, Task> sending = [];
    private string? fault;
    private bool isNeeded = true;

    /// <summary>Looks again and again until cancelled.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource();
        var trimmed = clock.GetTimestamp();
        try
        {
            while (true)
            {
                var rings = bell.Next;
                await Guarded(() => Begin(end.Token));
                if (clock.GetElapsedTime(trimmed) >= times.Trim)
                {
                    trimmed = clock.GetTimestamp();
                    await Guarded(() => webhooks.Trim(cancellationToken));
                }

                // Where there is no webhook, nothing is to be tried again.
                await rings.WaitAsync(isNeeded ? times.Look : times.Trim, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            // The last trials and the end of an experiment are often the last that a process does.
            end.CancelAfter(times.Farewell);
            await Guarded(() => Begin(end.Token));
            await Task.WhenAll(sending.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends what is due now to all webhooks, and returns when nothing more is.</summary>
    internal async Task Look(CancellationToken cancellationToken) =>
        await Task.WhenAll((await webhooks.Due(cancellationToken) ?? []).Select(id => Empty(id, cancellationToken)));

    private async Task Begin(CancellationToken cancellationToken)
    {
        foreach (var ended in sending.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
            sending.Remove(ended);
        var due = await webhooks.Due(cancellationToken);
        isNeeded = due is not null;
        foreach (var id in due ?? [])
        {
            if (!sending.ContainsKey(id))
                sending[id] = Task.Run(() => Guarded(() => Empty(id, cancellationToken)), CancellationToken.None);
        }
    }

    /// <summary>Sends to one webhook until nothing waits or something is in the way.</summary>
    private async Task Empty(long id, CancellationToken cancellationToken)
    {
        while (await webhooks.Claim(id, times.Hold, cancellationToken) is { } delivery)
        {
            var (isAccepted, outcome) = await sender.Send(delivery.Target, WebhookMessage.Body(delivery.Sequence, delivery.Notice), cancellationToken);
            if (isAccepted)
            {
                await webhooks.Accept(delivery, outcome, CancellationToken.None);
                continue;
            }

            var pause = times.PauseAfter(delivery.Tries + 1);
            await webhooks.Refuse(delivery, outcome, pause, CancellationToken.None);
            if (pause is null)
                logger.LogWarning("Webhook {Webhook} is given up after {Tries} tries; fastode webhook test {Webhook} takes it up again: {Outcome}", id, delivery.Tries + 1, id, outcome);
            return;
        }
    }

    private async Task Guarded(Func<Task> work)
    {
        try
        {
            await work();
            fault = null;
        }
        catch (StorageException error)
        {
            if (fault != error.Message)
                logger.LogWarning("Notices could not be sent, which is tried every {Interval}: {Reason}", times.Look, error.Message);
            fault = error.Message;
        }
    }
}

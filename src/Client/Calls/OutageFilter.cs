namespace FastOde.Client.Calls;

/// <summary>Asks again, of whoever is there, where a control process of a cluster dies before it answers.</summary>
/// <param name="patience">For how long.</param>
/// <param name="clock">Measures it.</param>
/// <param name="explain">Says what a failure means for the program.</param>
/// <param name="end">Asks no more.</param>
internal sealed class OutageFilter(TimeSpan patience, TimeProvider clock, Func<Exception, Exception> explain, CancellationToken end) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        for (var began = clock.GetTimestamp(); ;)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception failure) when (failure is OrleansException or TimeoutException)
            {
                if (!RepeatableCalls.Has(context.InterfaceMethod) || end.IsCancellationRequested || clock.GetElapsedTime(began) + Pause >= patience)
                    throw explain(failure);
            }

            await Task.Delay(Pause, clock, end);
        }
    }
}

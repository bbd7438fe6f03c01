namespace FastOde.Grains.Concurrency;

/// <summary>
/// Runs one pass of some work at a time inside a grain's turns. Requests that arrive while a pass runs are answered
/// by one further pass. Not thread-safe on purpose: a grain's turns never run side by side.
/// </summary>
/// <param name="pass">The work; it must cope with state that changes while it awaits.</param>
internal sealed class SingleFlight(Func<Task> pass)
{
    private Task last = Task.CompletedTask;
    private Task? notYetBegun;

    /// <summary>Requests a pass.</summary>
    /// <returns>Ends with a pass that began after this call, and faults with it.</returns>
    public Task Run() => notYetBegun ??= last = After(last);

    private async Task After(Task previous)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        // Without the yield a pass could begin before the caller has stored its task, and swallow later requests.
        await Task.Yield();
        notYetBegun = null;
        await pass();
    }
}

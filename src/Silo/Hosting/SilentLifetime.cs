namespace FastOde.Silo.Hosting;

/// <summary>Leaves signals to <see cref="ShutdownSignals"/>: the host's own handler would swallow the second Ctrl-C.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

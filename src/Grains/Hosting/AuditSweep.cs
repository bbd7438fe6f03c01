using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Storage.Access;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Hosting;

/// <summary>
/// Removes entries of the audit that are older than they are kept, and writes down that it has. Several processes may look at
/// once; the one that finds something says so.
/// </summary>
/// <param name="audit">The audit.</param>
/// <param name="gate">Writes down what was removed.</param>
/// <param name="local">This process, in whose name it is done.</param>
/// <param name="options">How long entries are kept.</param>
/// <param name="clock">Tells when to look, and how old an entry is.</param>
/// <param name="logger">Told once of what is in the way.</param>
public sealed class AuditSweep(
    IAuditStore audit, AccessGate gate, LocalCaller local, FastOdeGrainsOptions options, TimeProvider clock, ILogger<AuditSweep> logger)
    : Sweep(options.Times.Audit, "Old entries of the audit could not be removed", clock, logger)
{
    /// <inheritdoc/>
    protected override bool IsWanted => options.AuditAge is not null;

    /// <inheritdoc/>
    protected override Task DoWhatIsDue(CancellationToken cancellationToken) =>
        options.AuditAge is { } age ? Remove(Clock.GetUtcNow() - age, cancellationToken) : Task.CompletedTask;

    private async Task Remove(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var count = await audit.RemoveBefore(moment, cancellationToken);
        if (count == 0)
            return;

        // An audit with a hole that nobody mentions would look like one that somebody has tampered with.
        await gate.Change(
            local.Caller,
            new ChangeRequest("audit.remove", Role.Admin, Details: string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "entry" : "entries")} from before {moment.UtcDateTime:yyyy-MM-dd HH:mm} UTC")),
            () => Task.FromResult(count),
            cancellationToken);
    }
}

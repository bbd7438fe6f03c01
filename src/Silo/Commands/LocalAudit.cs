using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Silo.Hosting;
using FastOde.Storage;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands;

/// <summary>Writes down what a command changes in a data directory beside its experiments, once the directory has a database to write it in.</summary>
internal static class LocalAudit
{
    /// <summary>Makes a change, and writes down who made it and what became of it.</summary>
    /// <param name="settings">The data directory.</param>
    /// <param name="action">What the audit calls it, such as <c>data.add</c>.</param>
    /// <param name="subject">What it is done to.</param>
    /// <param name="change">Makes it.</param>
    /// <param name="cancellationToken">Ends it before it has begun.</param>
    /// <exception cref="StorageException">The database cannot be used; nothing was changed.</exception>
    public static async Task Record(HostSettings settings, string action, string subject, Func<Task> change, CancellationToken cancellationToken)
    {
        if (await StorageServices.Inspector(new DataDirectory(settings.DataDirectory), settings.Storage).Inspect(cancellationToken) is null)
        {
            await change();
            return;
        }

        await Write(settings, action, subject, change, cancellationToken);
    }

    /// <summary>
    /// Does what changes nothing in the data directory, and writes it down where that can be done: not in a database of an earlier
    /// version, which stays as it is, and not where it cannot be written to, as on a full disk. That is said on standard error then.
    /// </summary>
    /// <param name="settings">The data directory.</param>
    /// <param name="action">What the audit calls it.</param>
    /// <param name="subject">What it is done to.</param>
    /// <param name="work">Does it.</param>
    /// <param name="cancellationToken">Ends it before it has begun.</param>
    public static async Task RecordIfPossible(HostSettings settings, string action, string subject, Func<Task> work, CancellationToken cancellationToken)
    {
        var hasBegun = false;
        try
        {
            if (await StorageServices.Inspector(new DataDirectory(settings.DataDirectory), settings.Storage).Inspect(cancellationToken) is { PendingMigrations: 0 })
            {
                await Write(settings, action, subject, Work, cancellationToken);
                return;
            }
        }
        catch (StorageException failure) when (!hasBegun)
        {
            await Console.Error.WriteLineAsync($"note: this does not stand in the audit: {failure.Message}");
        }

        await work();

        Task Work()
        {
            hasBegun = true;
            return work();
        }
    }

    private static async Task Write(HostSettings settings, string action, string subject, Func<Task> change, CancellationToken cancellationToken)
    {
        var collection = await StoredDatabase.Open(settings, creates: false, cancellationToken);
        await using var services = collection.AddLogging().AddAccessGate().BuildServiceProvider();
        await services.GetRequiredService<AccessGate>().Change(
            services.GetRequiredService<LocalCaller>().Caller,
            new ChangeRequest(action, Role.Operator, subject),
            async () =>
            {
                await change();
                return true;
            },
            cancellationToken);
    }
}

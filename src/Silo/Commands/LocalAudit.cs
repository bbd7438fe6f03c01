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

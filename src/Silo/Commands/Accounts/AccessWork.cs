using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Grains.Notices;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands.Accounts;

/// <summary>Work on accounts, tokens, webhooks and the audit of a database, also while another process serves it: its errors become lines with an exit code.</summary>
internal static class AccessWork
{
    /// <summary>Changes accounts or tokens as the user of this process; the database is made where there is none.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Change(HostSettings settings, Func<IAccounts, Caller, CancellationToken, Task> work) => Run(
        async cancellationToken => (await StoredDatabase.Open(settings, creates: true, cancellationToken), null),
        (services, cancellationToken) => work(services.GetRequiredService<IAccounts>(), services.GetRequiredService<LocalCaller>().Caller, cancellationToken));

    /// <summary>Changes the database that there is.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Use(HostSettings settings, Func<IServiceProvider, CancellationToken, Task> work) => Run(
        async cancellationToken => (await StoredDatabase.Open(settings, creates: false, cancellationToken), null), work);

    /// <summary>Reads the database that there is, and leaves it as it is, also where it is of an earlier version.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Read(HostSettings settings, Func<IServiceProvider, CancellationToken, Task> work) => Run(
        async cancellationToken =>
        {
            var (options, copy) = await StoredDatabase.Read(settings, cancellationToken);
            return (new ServiceCollection().AddFastOdeStorage(new DataDirectory(settings.DataDirectory), options), copy);
        },
        work);

    private static Task<int> Run(Func<CancellationToken, Task<(IServiceCollection Services, IDisposable? Copy)>> open, Func<IServiceProvider, CancellationToken, Task> work) => ShutdownSignals.Run(
        async signals =>
        {
            var (collection, copy) = await open(signals.Token);
            using var read = copy;
            await using var services = collection.AddLogging().AddAccessGate().AddWebhooks().AddSingleton<IAccounts, Silo.Access.Accounts>().BuildServiceProvider();
            try
            {
                await work(services, signals.Token);
                return ExitCode.Ok;
            }
            catch (AccountProblemException problem)
            {
                throw new CommandFailure(ExitCode.BadInput, problem.Message);
            }
        },
        ShutdownSignals.NothingStored);
}

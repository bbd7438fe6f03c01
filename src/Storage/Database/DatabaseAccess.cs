using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Storage.Database;

/// <summary>
/// Runs reads and writes, each on a context of its own and away from the caller's scheduler: SQLite's client blocks
/// its thread, which must not be a grain's. Both are tried again while something keeps them from the database that ends by
/// itself, such as another program's lock or a server that starts. Contexts stay open between uses, with their prepared
/// statements: opening one costs more than most of what is done with it.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="options">How long is tried.</param>
/// <param name="clock">Times the tries.</param>
/// <param name="logger">Told once when writes begin to wait; null for nobody.</param>
internal sealed class DatabaseAccess(
    IDatabase database, StorageOptions options, TimeProvider clock, ILogger<DatabaseAccess>? logger = null) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // SQLite has one writer at a time; waiting here holds no thread, waiting there does. On every database it keeps the
    // order in which writes were asked for.
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly ILogger logger = logger ?? NullLogger<DatabaseAccess>.Instance;
    private readonly ConcurrentBag<FastOdeContext> idle = [];
    private bool waits;

    /// <summary>Runs a query.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<T> Read<T>(Func<FastOdeContext, Task<T>> query, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await Patiently(() => Use(query, cancellationToken), clock.GetTimestamp(), options.BusyTimeout, static _ => { }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>
    /// Runs a change as one transaction, which is rolled back if it throws. While another program holds the database, or its
    /// server does not answer, it is tried again for <see cref="StorageOptions.WritePatience"/> after this call, and once at least.
    /// </summary>
    /// <param name="change">What is changed.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <param name="operation">What its span is called: the method that calls.</param>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public async Task<T> Write<T>(
        Func<FastOdeContext, Task<T>> change, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        using var activity = StorageActivity.Begin(operation);
        var asked = clock.GetTimestamp();
        await writer.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var result = await Patiently(() => Transact(change, cancellationToken), asked, options.WritePatience, SayOnce, cancellationToken).ConfigureAwait(false);
            waits = false;
            return result;
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
        finally
        {
            DatabaseTelemetry.Wrote(clock.GetElapsedTime(asked));
            writer.Release();
        }
    }

    /// <summary>Runs a change that returns nothing.</summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public Task Write(
        Func<FastOdeContext, Task> change, CancellationToken cancellationToken, [CallerMemberName] string operation = "") => Write(
        async context =>
        {
            await change(context).ConfigureAwait(false);
            return true;
        },
        cancellationToken,
        operation);

    /// <summary>Closes what is open.</summary>
    public void Dispose()
    {
        writer.Dispose();
        CloseIdle();
    }

    /// <summary>Does it once at least, and again while what is in the way ends by itself.</summary>
    private async Task<T> Patiently<T>(Func<Task<T>> use, long asked, TimeSpan patience, Action<string> say, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await use().ConfigureAwait(false);
            }
            catch (Exception exception) when (database.Waiting(exception) is { } waiting && clock.GetElapsedTime(asked) + pause <= patience)
            {
                // Where one connection was lost, those that are not in use were too.
                CloseIdle();
                DatabaseTelemetry.Retry();
                say(waiting);
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private void SayOnce(string waiting)
    {
        if (!waits)
            logger.LogWarning("{Waiting}", waiting);
        waits = true;
    }

    private async Task<FastOdeContext> Open(CancellationToken cancellationToken)
    {
        try
        {
            await database.RequirePresence(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            CloseIdle();
            throw;
        }

        if (idle.TryTake(out var known))
            return known;
        await database.RequireOwnership(cancellationToken).ConfigureAwait(false);
        var context = database.CreateContext();
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return context;
        }
        catch
        {
            await context.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs on a context that nobody else uses; one on which something went wrong is not used again.</summary>
    private async Task<T> Use<T>(Func<FastOdeContext, Task<T>> use, CancellationToken cancellationToken)
    {
        var context = await Open(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await use(context).ConfigureAwait(false);
            context.ChangeTracker.Clear();
            idle.Add(context);
            return result;
        }
        catch
        {
            await context.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task<T> Transact<T>(Func<FastOdeContext, Task<T>> change, CancellationToken cancellationToken) => Use(
        async context =>
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await change(context).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return result;
            }
        },
        cancellationToken);

    private void CloseIdle()
    {
        while (idle.TryTake(out var context))
            context.Dispose();
    }
}

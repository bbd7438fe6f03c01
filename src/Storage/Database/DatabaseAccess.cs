using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Storage.Database;

/// <summary>
/// Runs reads and writes, each on a context of its own and away from the caller's scheduler: SQLite's client blocks
/// its thread, which must not be a grain's. Every write is tried again while another program holds the database. Contexts
/// stay open between uses, with their prepared statements: opening one costs more than most of what is done with it.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="options">How long a write is tried.</param>
/// <param name="clock">Times the tries.</param>
/// <param name="logger">Told once when writes begin to wait; null for nobody.</param>
internal sealed class DatabaseAccess(
    IDatabase database, StorageOptions options, TimeProvider clock, ILogger<DatabaseAccess>? logger = null) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // SQLite has one writer at a time; waiting here holds no thread, waiting there does.
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
            return await Use(query, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>
    /// Runs a change as one transaction, which is rolled back if it throws. While another program holds the database, it
    /// is tried again for <see cref="StorageOptions.WritePatience"/> after this call, and once at least.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public async Task<T> Write<T>(Func<FastOdeContext, Task<T>> change, CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        await writer.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    var result = await Transact(change, cancellationToken).ConfigureAwait(false);
                    waits = false;
                    return result;
                }
                catch (Exception exception) when (database.IsTransient(exception) && clock.GetElapsedTime(asked) + pause <= options.WritePatience)
                {
                    if (!waits)
                        logger.LogWarning("{Path} is locked by another program; writes wait until it lets go", database.Name);
                    waits = true;
                }

                await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>Runs a change that returns nothing.</summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public Task Write(Func<FastOdeContext, Task> change, CancellationToken cancellationToken) => Write(
        async context =>
        {
            await change(context).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Closes what is open.</summary>
    public void Dispose()
    {
        writer.Dispose();
        CloseIdle();
    }

    private async Task<FastOdeContext> Open(CancellationToken cancellationToken)
    {
        try
        {
            database.RequirePresence();
        }
        catch (StorageException)
        {
            CloseIdle();
            throw;
        }

        if (idle.TryTake(out var known))
            return known;
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

using Microsoft.EntityFrameworkCore.Storage;

namespace FastOde.Storage.Database;

/// <summary>
/// Runs reads and writes, each on a context of its own and away from the caller's scheduler: SQLite's client blocks
/// its thread, which must not be a grain's.
/// </summary>
/// <param name="contexts">Makes contexts.</param>
/// <param name="path">The database file, for messages.</param>
internal sealed class DatabaseAccess(IContextSource contexts, string path) : IDisposable
{
    // SQLite has one writer at a time; waiting here holds no thread, waiting there does.
    private readonly SemaphoreSlim writer = new(1, 1);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<T> Read<T>(Func<FastOdeContext, Task<T>> query, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            FastOdeContext context = contexts.Create();
            await using (context.ConfigureAwait(false))
                return await query(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (SqliteFailure.Explain(exception, path) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Runs a change as one transaction, which is rolled back if it throws.</summary>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    public async Task<T> Write<T>(Func<FastOdeContext, Task<T>> change, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            FastOdeContext context = contexts.Create();
            await using (context.ConfigureAwait(false))
            {
                IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    T result = await change(context).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    return result;
                }
            }
        }
        catch (Exception exception) when (SqliteFailure.Explain(exception, path) is { } explained)
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

    /// <summary>Frees the writers' queue.</summary>
    public void Dispose() => writer.Dispose();
}

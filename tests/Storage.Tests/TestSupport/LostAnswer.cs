using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Loses the answer to the next commit of whoever has made it: the commit has happened, and nobody who waits for it knows.</summary>
internal sealed class LostAnswer : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const int Busy = 5;
    private readonly AsyncLocal<bool> isMine = new();
    private readonly List<IDisposable> subscriptions = [];
    private int lost;

    /// <summary>Begins to listen.</summary>
    public LostAnswer()
    {
        // Other tests commit too, meanwhile.
        isMine.Value = true;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Whether an answer has been lost.</summary>
    public bool IsLost => lost > 0;

    /// <inheritdoc/>
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            subscriptions.Add(value.Subscribe(this));
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (!isMine.Value || value.Key != RelationalEventId.TransactionCommitted.Name || Interlocked.Increment(ref lost) > 1)
            return;
        throw ((TransactionEndEventData)value.Value!).Context!.Database.IsSqlite()
            ? new SqliteException("locked", Busy)
            : new NpgsqlException("lost", new IOException("lost"));
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Loses the answer to the next commit of whoever has made it: the commit has happened, and nobody who waits for it knows.</summary>
internal sealed class LostAnswer : OverheardEvents
{
    private const int Busy = 5;

    // Other tests commit too, meanwhile.
    private readonly AsyncLocal<bool> isMine = new() { Value = true };
    private int lost;

    /// <summary>Whether an answer has been lost.</summary>
    public bool IsLost => lost > 0;

    /// <inheritdoc/>
    protected override void Hear(string name, object? value)
    {
        if (!isMine.Value || name != RelationalEventId.TransactionCommitted.Name || Interlocked.Increment(ref lost) > 1)
            return;
        throw ((TransactionEndEventData)value!).Context!.Database.IsSqlite()
            ? new SqliteException("locked", Busy)
            : new NpgsqlException("lost", new IOException("lost"));
    }
}

using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Overhears what EF sends, and asks SQLite how it would go about each query.</summary>
internal sealed class SentQueries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Listener = "Microsoft.EntityFrameworkCore";
    private readonly ConcurrentQueue<(string Database, string Text, (string Name, object? Value)[] Parameters)> sent = new();
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    private readonly ConcurrentQueue<(string Database, int Rows)> read = new();

    /// <summary>Begins to listen.</summary>
    public SentQueries() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Forgets what was heard so far.</summary>
    public void Forget()
    {
        sent.Clear();
        read.Clear();
    }

    /// <summary>Rows that were read from a database.</summary>
    public int RowsRead(string database) => read.Where(query => query.Database == database).Sum(query => query.Rows);

    /// <inheritdoc/>
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Listener)
            subscriptions.Add(value.Subscribe(this));
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData data)
            sent.Enqueue((data.Command.Connection!.DataSource, data.Command.CommandText, [.. data.Command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
        else if (value.Key == RelationalEventId.DataReaderDisposing.Name && value.Value is DataReaderDisposingEventData done)
            read.Enqueue((done.Command.Connection!.DataSource, done.ReadCount));
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
    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }

    /// <summary>SQLite's plan for each query that names a table, a line for each of its loops.</summary>
    public IReadOnlyList<string> Plans(string database, string table)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return [.. sent.Where(query => query.Database == database && query.Text.Contains(table, StringComparison.Ordinal)).SelectMany(query => Plan(connection, query.Text, query.Parameters))];
    }

    private static List<string> Plan(SqliteConnection connection, string text, (string Name, object? Value)[] parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // What EF itself has sent.
        command.CommandText = $"EXPLAIN QUERY PLAN {text}";
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read())
            lines.Add(reader.GetString(reader.GetOrdinal("detail")));
        return lines;
    }
}

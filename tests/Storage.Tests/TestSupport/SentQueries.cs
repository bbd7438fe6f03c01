using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Overhears what EF sends, and asks SQLite how it would go about each query.</summary>
internal sealed class SentQueries : OverheardEvents
{
    private readonly ConcurrentQueue<(string Database, string Text, (string Name, object? Value)[] Parameters)> sent = new();
    private readonly ConcurrentQueue<(string Database, int Rows)> read = new();

    /// <summary>Forgets what was heard so far.</summary>
    public void Forget()
    {
        sent.Clear();
        read.Clear();
    }

    /// <summary>Rows that were read from a database.</summary>
    public int RowsRead(string database) => read.Where(query => query.Database == database).Sum(query => query.Rows);

    /// <inheritdoc/>
    protected override void Hear(string name, object? value)
    {
        if (name == RelationalEventId.CommandExecuting.Name && value is CommandEventData data)
            sent.Enqueue((data.Command.Connection!.DataSource, data.Command.CommandText, [.. data.Command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
        else if (name == RelationalEventId.DataReaderDisposing.Name && value is DataReaderDisposingEventData done)
            read.Enqueue((done.Command.Connection!.DataSource, done.ReadCount));
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

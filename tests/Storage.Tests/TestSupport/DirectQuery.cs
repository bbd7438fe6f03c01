using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Asks a database file with SQLite alone, as a database shell does.</summary>
internal static class DirectQuery
{
    /// <summary>Runs statements.</summary>
    /// <param name="database">The file.</param>
    /// <param name="sql">What is asked; the parameters are named <c>@p0</c>, <c>@p1</c> and so on.</param>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The last column of each row as text; empty for null.</returns>
    public static IReadOnlyList<string> Run(string database, string sql, params object[] values)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"@p{i}", values[i]);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.IsDBNull(reader.FieldCount - 1) ? "" : reader.GetString(reader.FieldCount - 1));
        return rows;
    }
}

using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FastOde.Storage.Database;

/// <summary>
/// The few statements that every attempt sends, prepared once for each connection. Building them from expressions costs
/// several times what the database does with them. Both SQLite and PostgreSQL understand what is written here.
/// </summary>
/// <param name="context">The context on whose connection, and in whose transaction, they run.</param>
internal sealed class Statements(FastOdeContext context)
{
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">Its text, a constant of the caller; its parameters are named <c>@p0</c>, <c>@p1</c> and so on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The rows that it changed.</returns>
    public Task<int> Execute(string sql, CancellationToken cancellationToken, params ReadOnlySpan<object?> values) =>
        Bind(sql, values).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Runs a statement that gives at most one row.</summary>
    /// <param name="sql">Its text, as in <see cref="Execute"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="values">The parameters' values.</param>
    /// <returns>The whole number in its first column; null where there is no row.</returns>
    public Task<long?> Number(string sql, CancellationToken cancellationToken, params ReadOnlySpan<object?> values)
    {
        var command = Bind(sql, values);
        return Read();

        async Task<long?> Read() => await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } value and not DBNull
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Runs a query.</summary>
    /// <param name="sql">Its text, as in <see cref="Execute"/>.</param>
    /// <param name="each">Takes what it wants of each row, which is gone afterwards.</param>
    /// <param name="cancellationToken">Ends it between rows.</param>
    /// <param name="values">The parameters' values.</param>
    public Task Read(string sql, Action<DbDataReader> each, CancellationToken cancellationToken, params ReadOnlySpan<object?> values)
    {
        var command = Bind(sql, values);
        return Rows();

        async Task Rows()
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    each(reader);
            }
        }
    }

    private DbCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        var connection = context.Database.GetDbConnection();
        if (!prepared.TryGetValue(sql, out var command) || command.Connection != connection)
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the stores.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
                command.Parameters.Add(parameter);
            }

            prepared[sql] = command;
        }

        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = Stored(values[i]);
        return command;
    }

    private object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Enum name => name.ToString(),
        DateTimeOffset moment => context.Stored(moment),
        string text => context.Stored(text),
        _ => value,
    };
}

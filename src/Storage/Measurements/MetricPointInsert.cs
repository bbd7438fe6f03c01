using System.Data.Common;
using System.Text;
using FastOde.Storage.Database;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FastOde.Storage.Measurements;

/// <summary>
/// Writes metric points with multi-row upserts that are prepared once: tracked entities would cost several times as
/// much, and points are what the database holds most of. SQLite and PostgreSQL both understand the statement.
/// </summary>
internal static class MetricPointInsert
{
    private const int RowsAtOnce = 64;

    /// <summary>Inserts or replaces the points in the context's transaction.</summary>
    /// <param name="context">The context.</param>
    /// <param name="values">Values by series and step.</param>
    /// <param name="cancellationToken">Ends between statements.</param>
    public static async Task Run(
        FastOdeContext context, IReadOnlyDictionary<(long Series, int Step), double> values, CancellationToken cancellationToken)
    {
        // In the order of the key, so that neighbours go to the same page.
        var ordered = values.OrderBy(item => item.Key).ToArray();
        var whole = ordered.Length - (ordered.Length % RowsAtOnce);
        await Insert(context, ordered.AsMemory(0, whole), RowsAtOnce, cancellationToken).ConfigureAwait(false);
        await Insert(context, ordered.AsMemory(whole), ordered.Length - whole, cancellationToken).ConfigureAwait(false);
    }

    private static async Task Insert(
        FastOdeContext context, ReadOnlyMemory<KeyValuePair<(long Series, int Step), double>> points, int rows, CancellationToken cancellationToken)
    {
        if (points.Length == 0)
            return;
        var command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // Built from numbers only.
            command.CommandText = Statement(rows);
#pragma warning restore CA2100
            for (var i = 0; i < rows * 3; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                parameter.Value = i % 3 == 2 ? 0.0 : 0L;
                command.Parameters.Add(parameter);
            }

            for (var start = 0; start < points.Length; start += rows)
            {
                Bind(command, points.Span.Slice(start, rows));
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Bind(DbCommand command, ReadOnlySpan<KeyValuePair<(long Series, int Step), double>> points)
    {
        for (var row = 0; row < points.Length; row++)
        {
            ((var series, var step), var value) = points[row];
            command.Parameters[row * 3].Value = series;
            command.Parameters[row * 3 + 1].Value = (long)step;
            command.Parameters[row * 3 + 2].Value = (object?)MissingNumber.Store(value) ?? DBNull.Value;
        }
    }

    private static string Statement(int rows)
    {
        var sql = new StringBuilder("INSERT INTO metric_points (series_id, step, value) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            var separator = row == 0 ? "" : ", ";
            sql.Append(separator).Append(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"(@p{row * 3}, @p{row * 3 + 1}, @p{row * 3 + 2})"));
        }

        return sql.Append(" ON CONFLICT (series_id, step) DO UPDATE SET value = excluded.value").ToString();
    }
}

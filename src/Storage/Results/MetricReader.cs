using System.Data.Common;
using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Serialization;

namespace FastOde.Storage.Results;

/// <summary>Reads metric series by one query however many there are, and thins long ones in the database where that is asked for.</summary>
internal static class MetricReader
{
    /// <summary>
    /// The series of the query. A long one is thinned by index look-ups at evenly spaced steps, each giving the first
    /// point at or after it: the cost depends on the points returned, not on the points stored.
    /// </summary>
    public static async Task<IReadOnlyList<MetricSeries>> Read(FastOdeContext context, MetricQuery query, CancellationToken cancellationToken)
    {
        var maximum = Math.Max(1, query.MaximumPoints);
        var trials = query.Trials;
        var isThinned = query.MaximumPoints < int.MaxValue;
        var found = new Dictionary<long, Found>();
        var last = default(Found);
        await context.Statements.Read(
            Statement(context, trials.Ids is not null, query.Names.Count > 0, isThinned),
            row => last = Add(found, last, row),
            cancellationToken,
            (long)maximum,
            (long)Math.Max(1, maximum - 1),
            trials.Ids is { } ids ? StorageJson.Write(ids) : trials.ExperimentId,
            trials.LastNumber,
            StorageJson.Write(query.Names)).ConfigureAwait(false);
        foreach (var item in found.Values)
            Order(item.Points);
        return
        [
            .. found.Values.OrderBy(item => item.Trial).ThenBy(item => item.Series.Name, StringComparer.Ordinal).Select(item => item.Series),
        ];
    }

    /// <summary>
    /// Of a series that is longer than asked for, the places 0 to n - 1 between its ends are looked up; of one place, the end.
    /// Rows come in any order, and twice where two places have no point between them. Without a most, no series is measured first.
    /// </summary>
    internal static string Statement(FastOdeContext context, bool byIds, bool byNames, bool isThinned)
    {
        var trials = byIds ? $"trials.public_id IN ({context.Texts("@p2")})" : "trials.experiment_id = @p2 AND trials.number <= @p3";
        var names = byNames ? $"AND metric_series.name IN ({context.Texts("@p4")})" : "";
        if (!isThinned)
        {
            return $"""
                SELECT metric_series.id, trial_id, public_id, name, metric_points.step, value
                FROM trials JOIN metric_series ON trial_id = trials.id JOIN metric_points ON series_id = metric_series.id
                WHERE {trials} {names}
                """;
        }

        return $"""
            WITH RECURSIVE
            series AS MATERIALIZED (
                SELECT metric_series.id, trial_id, public_id, name,
                    (SELECT MIN(step) FROM metric_points WHERE series_id = metric_series.id) AS first,
                    (SELECT MAX(step) FROM metric_points WHERE series_id = metric_series.id) AS last,
                    (SELECT COUNT(*) FROM (SELECT 1 FROM metric_points WHERE series_id = metric_series.id LIMIT @p0 + 1) AS few) > @p0 AS is_long
                FROM trials JOIN metric_series ON trial_id = trials.id
                WHERE {trials} {names}),
            places(i) AS (
                SELECT CASE WHEN @p0 = 1 THEN 1 ELSE 0 END WHERE EXISTS (SELECT 1 FROM series WHERE is_long)
                UNION ALL SELECT i + 1 FROM places WHERE i < @p1)
            SELECT id, trial_id, public_id, name, step, value
            FROM series JOIN metric_points ON series_id = id WHERE NOT is_long
            UNION ALL
            SELECT id, trial_id, public_id, name, step, value
            FROM series CROSS JOIN places JOIN metric_points ON series_id = id AND step = (
                SELECT MIN(step) FROM metric_points WHERE series_id = id AND step >= first + CAST(last - first AS BIGINT) * i / @p1)
            WHERE is_long
            """;
    }

    /// <summary>Adds a row to its series, which is mostly that of the row before.</summary>
    private static Found Add(Dictionary<long, Found> found, Found? last, DbDataReader row)
    {
        var id = row.GetInt64(0);
        var item = last?.Id == id ? last : found.GetValueOrDefault(id);
        if (item is null)
        {
            List<MetricPoint> points = [];
            item = new(id, row.GetInt64(1), new MetricSeries { TrialId = row.GetString(2), Name = row.GetString(3), Points = points }, points);
            found[id] = item;
        }

        item.Points.Add(new MetricPoint { Name = item.Series.Name, Step = row.GetInt32(4), Value = row.IsDBNull(5) ? double.NaN : row.GetDouble(5) });
        return item;
    }

    /// <summary>Puts points in the order of their steps, each once. Mostly they are, and are left as they are.</summary>
    private static void Order(List<MetricPoint> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i - 1].Step >= points[i].Step)
            {
                List<MetricPoint> ordered = [.. points.DistinctBy(point => point.Step).OrderBy(point => point.Step)];
                points.Clear();
                points.AddRange(ordered);
                return;
            }
        }
    }

    private sealed record Found(long Id, long Trial, MetricSeries Series, List<MetricPoint> Points);
}

using FastOde.Storage.Database;

namespace FastOde.Storage.Retention;

/// <summary>Takes points from curves so that those that stay are evenly spread and hold the first and the last.</summary>
internal static class CurveThinning
{
    // Of places 0 … n - 1 those stay at which place · (most - 1) / (n - 1), rounded down, is new: 0 … most - 1, each once.
    private const string Thin =
        """
        DELETE FROM metric_points WHERE series_id = @p0 AND step IN (
            SELECT step FROM (
                SELECT step, ROW_NUMBER() OVER (ORDER BY step) - 1 AS place, COUNT(*) OVER () AS total
                FROM metric_points WHERE series_id = @p0) ranked
            WHERE total > @p1 AND place > 0 AND place * (@p1 - 1) / (total - 1) = (place - 1) * (@p1 - 1) / (total - 1))
        """;

    private const string CountBeyond =
        """
        SELECT COALESCE(SUM(total - @p1), 0) FROM (
            SELECT COUNT(*) AS total FROM metric_points WHERE series_id IN (SELECT id FROM metric_series WHERE trial_id = @p0)
            GROUP BY series_id) counted
        WHERE total > @p1
        """;

    /// <summary>Thins one curve.</summary>
    /// <returns>How many points it has lost.</returns>
    public static Task<int> Apply(FastOdeContext context, long seriesId, int most, CancellationToken cancellationToken) =>
        context.Statements.Execute(Thin, cancellationToken, seriesId, (long)most);

    /// <summary>How many points the curves of a trial would lose.</summary>
    public static async Task<long> Count(FastOdeContext context, long trialId, int most, CancellationToken cancellationToken) =>
        await context.Statements.Number(CountBeyond, cancellationToken, trialId, (long)most).ConfigureAwait(false) ?? 0;
}

using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>Reads metric series, thinned in the database. Those that need no thinning are two queries, however many there are.</summary>
internal static class MetricReader
{
    /// <summary>
    /// The series of the query. A long one is thinned by index look-ups at evenly spaced steps, each giving the first
    /// point at or after it: the cost depends on the points returned, not on the points stored.
    /// </summary>
    public static async Task<IReadOnlyList<MetricSeries>> Read(FastOdeContext context, MetricQuery query, CancellationToken cancellationToken)
    {
        int maximum = Math.Max(1, query.MaximumPoints);
        int enough = maximum == int.MaxValue ? maximum : maximum + 1;
        IQueryable<MetricSeriesEntity> wanted = context.MetricSeries.AsNoTracking()
            .Where(series => EF.Parameter(query.TrialIds).Contains(series.Trial!.PublicId));
        if (query.Names.Count > 0)
            wanted = wanted.Where(series => EF.Parameter(query.Names).Contains(series.Name));
        var found = await wanted.OrderBy(series => series.TrialId).ThenBy(series => series.Name)
            .Select(series => new
            {
                series.Id,
                series.Trial!.PublicId,
                series.Name,
                Count = context.MetricPoints.Where(point => point.SeriesId == series.Id).Take(enough).Count(),
            })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

        List<MetricPointEntity> points = await Whole(context, [.. found.Where(series => series.Count <= maximum).Select(series => series.Id)], cancellationToken)
            .ConfigureAwait(false);
        foreach (var series in found.Where(series => series.Count > maximum))
            points.AddRange(await Thinned(context, series.Id, maximum, cancellationToken).ConfigureAwait(false));
        ILookup<long, MetricPointEntity> bySeries = points.ToLookup(point => point.SeriesId);
        return
        [
            .. found.Where(series => series.Count > 0).Select(series => new MetricSeries
            {
                TrialId = series.PublicId,
                Name = series.Name,
                Points =
                [
                    .. bySeries[series.Id].Select(point => new MetricPoint
                    {
                        Name = series.Name,
                        Step = point.Step,
                        Value = MissingNumber.Load(point.Value),
                    }),
                ],
            }),
        ];
    }

    private static async Task<List<MetricPointEntity>> Whole(FastOdeContext context, long[] series, CancellationToken cancellationToken) =>
        series.Length == 0 ? [] : await context.MetricPoints.AsNoTracking()
            .Where(point => EF.Parameter(series).Contains(point.SeriesId))
            .OrderBy(point => point.SeriesId)
            .ThenBy(point => point.Step)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    private static async Task<List<MetricPointEntity>> Thinned(FastOdeContext context, long series, int count, CancellationToken cancellationToken)
    {
        IQueryable<MetricPointEntity> all = context.MetricPoints.AsNoTracking().Where(point => point.SeriesId == series);
        int first = await all.MinAsync(point => point.Step, cancellationToken).ConfigureAwait(false);
        int last = await all.MaxAsync(point => point.Step, cancellationToken).ConfigureAwait(false);
        int[] targets = Targets(first, last, count);
        return await all
            .Where(point => EF.Parameter(targets)
                .Select(target => context.MetricPoints
                    .Where(other => other.SeriesId == series && other.Step >= target)
                    .Min(other => other.Step))
                .Contains(point.Step))
            .OrderBy(point => point.Step)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Evenly spaced steps with both ends; only the last where one point is wanted.</summary>
    private static int[] Targets(int first, int last, int count)
    {
        var targets = new int[count];
        for (int i = 0; i < count - 1; i++)
            targets[i] = (int)(first + ((long)last - first) * i / (count - 1));
        targets[count - 1] = last;
        return targets;
    }
}

using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>Reads metric series, thinned in the database: three queries, however many series there are.</summary>
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
        points.AddRange(await Thinned(
            context, [.. found.Where(series => series.Count > maximum).Select(series => series.Id)], maximum, cancellationToken).ConfigureAwait(false));
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

    /// <summary>Evenly spaced points of each series with both ends; only the last where one point is wanted.</summary>
    private static async Task<List<MetricPointEntity>> Thinned(FastOdeContext context, long[] series, int count, CancellationToken cancellationToken)
    {
        if (series.Length == 0)
            return [];
        long[] places = count == 1 ? [1] : [.. Enumerable.Range(0, count).Select(place => (long)place)];
        long intervals = Math.Max(1, count - 1);
        return await context.MetricSeries
            .Where(one => EF.Parameter(series).Contains(one.Id))
            .Select(one => new
            {
                one.Id,
                First = context.MetricPoints.Where(point => point.SeriesId == one.Id).Min(point => point.Step),
                Last = context.MetricPoints.Where(point => point.SeriesId == one.Id).Max(point => point.Step),
            })
            .SelectMany(one => EF.Parameter(places).Select(place => new
            {
                one.Id,
                Step = context.MetricPoints
                    .Where(point => point.SeriesId == one.Id && point.Step >= one.First + (one.Last - one.First) * place / intervals)
                    .Min(point => point.Step),
            }))
            .Distinct()
            .Join(
                context.MetricPoints.AsNoTracking(),
                wanted => new { SeriesId = wanted.Id, wanted.Step },
                point => new { point.SeriesId, point.Step },
                (wanted, point) => point)
            .OrderBy(point => point.SeriesId)
            .ThenBy(point => point.Step)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
    }
}

using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>Reads metric series, thinned in the database.</summary>
internal static class MetricReader
{
    /// <summary>
    /// The series of the query. A long one is thinned by index look-ups at evenly spaced steps, each giving the first
    /// point at or after it: the cost depends on the points returned, not on the points stored.
    /// </summary>
    public static async Task<IReadOnlyList<MetricSeries>> Read(FastOdeContext context, MetricQuery query, CancellationToken cancellationToken)
    {
        IQueryable<MetricSeriesEntity> wanted = context.MetricSeries.AsNoTracking()
            .Where(series => EF.Parameter(query.TrialIds).Contains(series.Trial!.PublicId));
        if (query.Names.Count > 0)
            wanted = wanted.Where(series => EF.Parameter(query.Names).Contains(series.Name));
        var found = await wanted.OrderBy(series => series.TrialId).ThenBy(series => series.Name)
            .Select(series => new { series.Id, series.Trial!.PublicId, series.Name })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

        var result = new List<MetricSeries>(found.Count);
        foreach (var series in found)
        {
            List<MetricPointEntity> points = await Points(context, series.Id, Math.Max(1, query.MaximumPoints), cancellationToken)
                .ConfigureAwait(false);
            if (points.Count == 0)
                continue;
            result.Add(new MetricSeries
            {
                TrialId = series.PublicId,
                Name = series.Name,
                Points = points.ConvertAll(point => new MetricPoint
                {
                    Name = series.Name,
                    Step = point.Step,
                    Value = MissingNumber.Load(point.Value),
                }),
            });
        }

        return result;
    }

    private static async Task<List<MetricPointEntity>> Points(FastOdeContext context, long seriesId, int maximum, CancellationToken cancellationToken)
    {
        IQueryable<MetricPointEntity> all = context.MetricPoints.AsNoTracking().Where(point => point.SeriesId == seriesId);
        List<MetricPointEntity> first = await all.OrderBy(point => point.Step).Take(maximum == int.MaxValue ? maximum : maximum + 1)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (first.Count <= maximum)
            return first;

        int last = await all.MaxAsync(point => point.Step, cancellationToken).ConfigureAwait(false);
        int[] targets = Targets(first[0].Step, last, maximum);
        return await all
            .Where(point => EF.Parameter(targets)
                .Select(target => context.MetricPoints
                    .Where(other => other.SeriesId == seriesId && other.Step >= target)
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

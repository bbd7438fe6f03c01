using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// The points of live metrics by trial and name: stored history first, then what observers bring. A step that comes
/// twice (a resumed attempt repeats the steps after its checkpoint) keeps its latest value. Not safe for threads.
/// </summary>
public sealed class MetricHistory
{
    private readonly int maximumPoints;
    private readonly Dictionary<(string TrialId, string Name), List<ChartPoint>> series = [];

    /// <summary>An empty history.</summary>
    /// <param name="maximumPoints">Points a series may hold; beyond twice as many, every other one is dropped.</param>
    public MetricHistory(int maximumPoints = 500)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPoints, 2);
        this.maximumPoints = maximumPoints;
    }

    /// <summary>Names of metrics that have points, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. series.Keys.Select(key => key.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The points of a series by step; empty where there are none.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="name">The metric.</param>
    public IReadOnlyList<ChartPoint> Points(string trialId, string name) =>
        series.TryGetValue((trialId, name), out var points) ? points : [];

    /// <summary>Adds stored series.</summary>
    /// <param name="stored">Series as the store returns them.</param>
    public void Load(IEnumerable<MetricSeries> stored)
    {
        foreach (var one in stored.Where(one => one.Points.Count > 0))
        {
            series.TryAdd((one.TrialId, one.Name), new(one.Points.Count));
            Append(one.TrialId, one.Points);
        }
    }

    /// <summary>Adds points of one trial; their order does not matter.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="points">Its new points.</param>
    public void Append(string trialId, IEnumerable<MetricPoint> points)
    {
        foreach (var point in points)
        {
            if (!series.TryGetValue((trialId, point.Name), out var list))
                list = series[(trialId, point.Name)] = [];

            Insert(list, new ChartPoint(point.Step, point.Value));
            if (list.Count > 2 * maximumPoints)
                Thin(list);
        }
    }

    private static void Insert(List<ChartPoint> list, ChartPoint point)
    {
        if (list.Count == 0 || list[^1].X < point.X)
        {
            list.Add(point);
            return;
        }

        var index = list.BinarySearch(point, Comparer<ChartPoint>.Create((a, b) => a.X.CompareTo(b.X)));
        if (index >= 0)
        {
            list[index] = point;
        }
        else
        {
            list.Insert(~index, point);
        }
    }

    private static void Thin(List<ChartPoint> list)
    {
        var last = list.Count - 1;
        var kept = list.Where((_, index) => index % 2 == 0 || index == last).ToList();
        list.Clear();
        list.AddRange(kept);
    }
}

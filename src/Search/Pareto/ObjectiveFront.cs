using FastOde.Analysis.Measurements;

namespace FastOde.Search.Pareto;

/// <summary>Which of some assignments no other betters in every objective, and how far these have come together.</summary>
public sealed record ObjectiveFront
{
    /// <summary>With more objectives the volume takes too long to measure.</summary>
    private const int MostMeasured = 3;

    /// <summary>Places of those that no other dominates, by their values of the first objective, the best first.</summary>
    public required IReadOnlyList<int> Members { get; init; }

    /// <summary>How many assignments have a value in every objective.</summary>
    public required int Measured { get; init; }

    /// <summary>The worst value of each objective among these; empty where there are none.</summary>
    public required IReadOnlyList<double> Worst { get; init; }

    /// <summary>The volume between the front and <see cref="Worst"/>; null for more than three objectives, and without assignments.</summary>
    public required double? Hypervolume { get; init; }

    /// <summary>The front of some assignments.</summary>
    /// <param name="objectives">What is optimised.</param>
    /// <param name="points">A value of each assignment for each objective; null for one that is not compared.</param>
    public static ObjectiveFront Of(IReadOnlyList<Objective> objectives, IReadOnlyList<IReadOnlyList<double>?> points)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(points);
        var signs = objectives.Select(objective => objective.Maximize ? -1.0 : 1.0).ToArray();
        var compared = Enumerable.Range(0, points.Count).Where(index => points[index] is not null).ToArray();
        if (compared.Length == 0)
            return new() { Members = [], Measured = 0, Worst = [], Hypervolume = null };

        double[][] minimised = [.. compared.Select(index => points[index]!.Zip(signs, (value, sign) => sign * value).ToArray())];
        double[] worst = [.. signs.Select((_, place) => minimised.Max(point => point[place]))];
        var front = Dominance.Front(minimised);
        return new()
        {
            Members = [.. front.OrderBy(place => minimised[place][0]).Select(place => compared[place])],
            Measured = compared.Length,
            Worst = [.. worst.Zip(signs, (value, sign) => sign * value)],
            Hypervolume = signs.Length > MostMeasured ? null : Search.Pareto.Hypervolume.Of(front.Select(place => minimised[place]), worst),
        };
    }
}

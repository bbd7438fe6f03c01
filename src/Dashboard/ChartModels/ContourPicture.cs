using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// The objective over two keys of a search, estimated between the trials: a mean of their values, each weighed by one over the
/// fourth power of its distance in the unit square (Shepard's interpolation). All other keys are disregarded.
/// </summary>
public sealed record ContourPicture
{
    /// <summary>Cells on a side.</summary>
    public const int Side = 28;

    /// <summary>Bands of colour between the worst estimate and the best.</summary>
    public const int Bands = 9;

    /// <summary>Fewest trials of which anything is said between them.</summary>
    public const int FewestPoints = 4;

    /// <summary>Most trials that are drawn and weighed.</summary>
    public const int MostPoints = 600;

    // Below the width of a cell: a trial in its middle has the cell.
    private const double Nearest = 1e-6;

    /// <summary>What the picture shows.</summary>
    public required string Title { get; init; }

    /// <summary>The picture in words, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>The band of each cell, row by row from below, the worst 0; empty where nothing can be estimated.</summary>
    public IReadOnlyList<int> Cells { get; init; } = [];

    /// <summary>The trials: where they stand in the unit square, and whether it is the best.</summary>
    public IReadOnlyList<(double X, double Y, bool IsBest)> Points { get; init; } = [];

    /// <summary>Ends and middle of the horizontal axis, in words.</summary>
    public IReadOnlyList<string> XTicks { get; init; } = [];

    /// <summary>Ends and middle of the vertical axis, in words.</summary>
    public IReadOnlyList<string> YTicks { get; init; } = [];

    /// <summary>The worst and the best estimate, in words.</summary>
    public (string Worst, string Best) Ends { get; init; } = ("", "");

    /// <summary>The keys that a picture can have: those whose values are numbers and differ.</summary>
    /// <param name="space">The search.</param>
    public static IReadOnlyList<string> Keys(IReadOnlyList<SearchDimension> space) =>
        [.. space.Where(dimension => dimension.Count is not 1 && (dimension.Values?.All(value => value.Number is not null) ?? true)).Select(dimension => dimension.Key)];

    /// <summary>The picture.</summary>
    /// <param name="measured">Trials with a value of the objective, by number.</param>
    /// <param name="x">The key to the right.</param>
    /// <param name="y">The key upwards, another.</param>
    /// <param name="objective">What the search optimises.</param>
    public static ContourPicture Of(IReadOnlyList<TrialSummary> measured, SearchDimension x, SearchDimension y, Objective objective)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(objective);
        List<(double X, double Y, double Value)> all = [.. measured
            .Select(trial => (X: trial.Parameters.GetValueOrDefault(x.Key)?.Number, Y: trial.Parameters.GetValueOrDefault(y.Key)?.Number, Value: trial.ObjectiveValue!.Value))
            .Where(trial => trial is { X: not null, Y: not null }).Select(trial => (trial.X!.Value, trial.Y!.Value, trial.Value))];
        var title = $"{objective.Title} over {x.Key} and {y.Key}";
        if (all.Count < FewestPoints || Scale(x, all.Select(trial => trial.X)) is not { } across || Scale(y, all.Select(trial => trial.Y)) is not { } up)
            return new() { Title = title, Description = $"Fewer than {FewestPoints} trials with both keys have different values." };

        var best = objective.Maximize ? all.MaxBy(trial => trial.Value) : all.MinBy(trial => trial.Value);
        var stride = (all.Count + MostPoints - 1) / MostPoints;
        List<(double X, double Y, double Value)> drawn = [.. all.Where((_, place) => place % stride == 0), best];
        var isLog = ScaleChoice.IsLog(null, drawn.Select(trial => trial.Value));
        List<(double X, double Y, double Height)> placed = [.. drawn.Select(trial => (across.Place(trial.X), up.Place(trial.Y), isLog ? Math.Log(trial.Value) : trial.Value))];
        double[] heights = [.. Enumerable.Range(0, Side * Side).Select(cell => Estimate(placed, (cell % Side + 0.5) / Side, (cell / Side + 0.5) / Side))];
        var (worst, top) = objective.Maximize ? (heights.Min(), heights.Max()) : (heights.Max(), heights.Min());
        return new()
        {
            Title = title,
            Description = $"{all.Count} trials; the best, {NumberText.Brief(best.Value)}, at {x.Key} {NumberText.Brief(best.X)} and {y.Key} {NumberText.Brief(best.Y)}.",
            Cells = [.. heights.Select(height => top == worst ? Bands - 1 : Math.Min(Bands - 1, (int)((height - worst) / (top - worst) * Bands)))],
            Points = [.. placed.Select((trial, place) => (trial.X, trial.Y, place == placed.Count - 1))],
            XTicks = across.Ticks,
            YTicks = up.Ticks,
            Ends = (NumberText.Brief(isLog ? Math.Exp(worst) : worst), NumberText.Brief(isLog ? Math.Exp(top) : top)),
        };
    }

    private static UnitScale? Scale(SearchDimension dimension, IEnumerable<double> values) => UnitScale.Of(dimension.Values is null ? dimension.Log : null, values);

    private static double Estimate(List<(double X, double Y, double Height)> trials, double x, double y)
    {
        var (weights, sum) = (0.0, 0.0);
        foreach (var trial in trials)
        {
            var squared = ((trial.X - x) * (trial.X - x)) + ((trial.Y - y) * (trial.Y - y)) + Nearest;
            var weight = 1 / (squared * squared);
            (weights, sum) = (weights + weight, sum + (weight * trial.Height));
        }

        return sum / weights;
    }
}

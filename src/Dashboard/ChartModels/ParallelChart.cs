using System.Globalization;
using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Parallel coordinates of a search: an axis a key, the objective last, and a line a trial.</summary>
public sealed record ParallelChart
{
    /// <summary>Most lines that are drawn.</summary>
    public const int MostLines = 1000;

    /// <summary>Most keys that are drawn: more axes cannot be read.</summary>
    public const int MostKeys = 14;

    private const string ObjectiveKey = "objective";

    /// <summary>What the chart shows, also its accessible name.</summary>
    public required string Title { get; init; }

    /// <summary>The chart in words, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>The axes from left to right; the last is the objective, by which lines are coloured.</summary>
    public required IReadOnlyList<ParallelAxis> Axes { get; init; }

    /// <summary>The lines, the best last, so that it is drawn above the others.</summary>
    public required IReadOnlyList<ParallelLine> Lines { get; init; }

    /// <summary>What the chart leaves out, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The chart of a search.</summary>
    /// <param name="measured">Trials with a value of the objective, by number.</param>
    /// <param name="space">The search.</param>
    /// <param name="objective">What the search optimises.</param>
    public static ParallelChart Of(IReadOnlyList<TrialSummary> measured, IReadOnlyList<SearchDimension> space, Objective objective)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(objective);
        var (title, maximize) = (objective.Title, objective.Maximize);
        List<SearchDimension> searched = [.. space.Where(dimension => dimension.Count is not 1)];
        List<SearchDimension> keys = [.. searched.Take(MostKeys)];
        List<TrialSummary> drawn = [.. measured.OrderBy(trial => maximize ? -trial.ObjectiveValue : trial.ObjectiveValue).ThenBy(trial => trial.Number).Take(MostLines)];
        List<ParallelAxis> axes = [.. keys.Select(Axis), new ParallelAxis(ObjectiveKey, title, ScaleChoice.IsLog(null, drawn.Select(trial => trial.ObjectiveValue!.Value)), [])];
        return new ParallelChart
        {
            Title = $"{title} by the keys of the search",
            Description = Describe(measured.Count, drawn, keys),
            Axes = axes,
            Lines = [.. Enumerable.Reverse(drawn).Select(trial => new ParallelLine(trial.Id, [.. axes.SkipLast(1).Select(axis => Value(trial, axis)), trial.ObjectiveValue]))],
            Notes =
            [
                .. drawn.Count < measured.Count ? [$"Of {NumberText.Count(measured.Count)} trials the best {NumberText.Count(MostLines)} are drawn."] : Array.Empty<string>(),
                .. keys.Count < searched.Count ? [$"Of {searched.Count} keys the first {MostKeys} are drawn."] : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>What a filter of trials says of the parts of axes that somebody has marked.</summary>
    /// <param name="parts">The parts: an axis by its place, and from where to where.</param>
    public string Filter(IEnumerable<(int Axis, double From, double To)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return string.Join(' ', parts.Where(part => part.Axis >= 0 && part.Axis < Axes.Count).Select(part => Condition(Axes[part.Axis], part.From, part.To)).Where(text => text.Length > 0));
    }

    private static ParallelAxis Axis(SearchDimension dimension) => dimension.Values?.Any(value => value.Number is null) == true
        ? new(dimension.Key, dimension.Key, false, [.. dimension.Values.Select(value => value.ToString())])
        : new(dimension.Key, dimension.Key, dimension.Log || (dimension.Values is { } values && ScaleChoice.IsLog(null, values.Select(value => value.Number!.Value))), []);

    private static double? Value(TrialSummary trial, ParallelAxis axis)
    {
        if (!trial.Parameters.TryGetValue(axis.Key, out var value))
            return null;
        var place = axis.Words.TakeWhile(word => word != value.ToString()).Count();
        return axis.Words.Count == 0 ? value.Number : place < axis.Words.Count ? place : null;
    }

    // Several words of an axis would be an "or", which filters do not have.
    private static string Condition(ParallelAxis axis, double from, double to)
    {
        if (axis.Words.Count == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{axis.Key}>={Rounded(from)} {axis.Key}<={Rounded(to)}");
        List<string> words = [.. axis.Words.Where((_, place) => place >= from - 0.5 && place <= to + 0.5)];
        return words.Count == 1 ? $"{axis.Key}=\"{words[0]}\"" : "";
    }

    // What a hand marks has no seventeen digits.
    private static string Rounded(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Describe(int measured, List<TrialSummary> bestFirst, List<SearchDimension> keys) => bestFirst is [var best, ..]
        ? $"{NumberText.Count(measured)} trials over {string.Join(", ", keys.Select(key => key.Key))}; the best, trial {best.Id}, has {NumberText.Brief(best.ObjectiveValue!.Value)} at {best.Label}."
        : "No trial has a value of the objective yet.";
}

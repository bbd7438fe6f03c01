using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.Analysis.Metrics;

namespace FastOde.Analysis.Measurements;

/// <summary>What is demanded of a cell: a bound on its value, or that it is near to the best of all trials.</summary>
/// <param name="Cell">The cell; without solver it is read where objectives are.</param>
/// <param name="Kind">How it is bounded.</param>
/// <param name="Bound">The bound; of <see cref="DemandKind.NearBest"/> the part of the best by which it may be missed.</param>
public sealed partial record Demand(Objective Cell, DemandKind Kind, double Bound)
{
    /// <summary>What texts of demands look like, for messages.</summary>
    public const string Form = "METRIC@SOLVER-NUMBER <= NUMBER, the same with >=, or METRIC@SOLVER-NUMBER within PERCENT % of best";

    /// <summary>Reads what a spec writes.</summary>
    /// <param name="text">Such as <c>fid@heun-9 &lt;= 5</c>, <c>recall@heun-9 &gt;= 0.6</c> or <c>fid@euler-100 within 5 % of best</c>.</param>
    /// <returns>The demand; null where the text is none.</returns>
    public static Demand? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Limit().Match(text) is { Success: true } limit)
            return new(Objective.Of(limit.Groups[1].Value, maximize: false), limit.Groups[2].Value == "<=" ? DemandKind.AtMost : DemandKind.AtLeast, Number(limit.Groups[3]));
        return Near().Match(text) is { Success: true } near
            ? new(Objective.Of(near.Groups[1].Value, MetricName.HigherIsBetter(near.Groups[1].Value.Split('@')[0])), DemandKind.NearBest, Number(near.Groups[2]) / 100)
            : null;
    }

    /// <summary>By how much a value misses the demand, as a part of its bound; 0 where it meets it, infinite without a value.</summary>
    /// <param name="value">The value of the cell.</param>
    /// <param name="best">The best value of the cell among all trials; only <see cref="DemandKind.NearBest"/> looks at it.</param>
    public double Violation(double? value, double? best)
    {
        if (value is not { } number || (Kind == DemandKind.NearBest && best is null))
            return double.PositiveInfinity;
        var bound = Kind == DemandKind.NearBest ? best!.Value + ((Cell.Maximize ? -Bound : Bound) * Math.Abs(best.Value)) : Bound;
        var isLower = Kind == DemandKind.AtLeast || (Kind == DemandKind.NearBest && Cell.Maximize);
        return Math.Max(0, isLower ? bound - number : number - bound) / (bound == 0 ? 1 : Math.Abs(bound));
    }

    private static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(\S+?)\s*(<=|>=)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*\z")]
    private static partial Regex Limit();

    [GeneratedRegex(@"^\s*(\S+)\s+within\s+(\d+(?:\.\d+)?)\s*%\s+of\s+best\s*\z")]
    private static partial Regex Near();
}

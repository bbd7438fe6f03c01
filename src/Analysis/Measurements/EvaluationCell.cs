using System.Globalization;
using System.Text.RegularExpressions;

namespace FastOde.Analysis.Measurements;

/// <summary>One cell of an evaluation table but for its metric: a solver and the number it was asked to keep to.</summary>
/// <param name="Solver">The solver.</param>
/// <param name="Number">NFE budget of a fixed-step solver, tolerance of an adaptive one.</param>
public sealed partial record EvaluationCell(string Solver, double Number)
{
    /// <summary>Reads a cell as objectives write it, such as <c>euler-20</c>, <c>dopri5-1e-5</c> or <c>euler/curvature-4</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The cell, or null where the text names none.</returns>
    public static EvaluationCell? Parse(string text) => Form().Match(text) is { Success: true } match
        ? new EvaluationCell(match.Groups[1].Value, double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
        : null;

    /// <summary>The cell as objectives write it.</summary>
    public override string ToString() => $"{Solver}-{(Number < 1 ? Number.ToString("0.###e0", CultureInfo.InvariantCulture) : Number.ToString(CultureInfo.InvariantCulture))}";

    // The shortest solver whose rest is a number: a solver may hold dashes, and so may a tolerance.
    [GeneratedRegex(@"^(.+?)-(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$")]
    private static partial Regex Form();
}

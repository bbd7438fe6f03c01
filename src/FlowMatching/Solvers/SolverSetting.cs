using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// A solver and its number, as specs and metric cells write it: <c>euler-4</c>, <c>heun/curvature-9</c>,
/// <c>dopri5-1e-5</c>.
/// </summary>
public sealed partial record SolverSetting
{
    private const int MostEvaluations = 1_000_000;

    private SolverSetting(SolverChoice choice, double number)
    {
        Choice = choice;
        Number = number;
    }

    /// <summary>The solver and its time grid.</summary>
    public SolverChoice Choice { get; }

    /// <summary>The solver.</summary>
    public SolverMethod Method => Choice.Method;

    /// <summary>The name under which results are stored: the solver's, with its time grid where that is not uniform.</summary>
    public string Solver => Choice.Name;

    /// <summary>The NFE budget of a fixed-step solver, or the tolerance (relative and absolute) of an adaptive one.</summary>
    public double Number { get; }

    /// <summary>A setting from the two values of a spec.</summary>
    /// <param name="solver">The solver's spec name, with its time grid after a slash or without.</param>
    /// <param name="number">An NFE budget that the solver can have, or a tolerance in (0, 1).</param>
    /// <exception cref="InvalidSettingException">There is no such solver or time grid, or it cannot have this number.</exception>
    public static SolverSetting Of(string solver, double number)
    {
        var choice = SolverChoice.Parse(solver);
        var method = choice.Method;
        if (method.IsAdaptive)
        {
            return number is > 0 and < 1 ? new(choice, number) : throw new SettingValueException(
                $"The tolerance of {solver} is {Show(number)}; write a number between 0 and 1, such as {solver}-1e-5.");
        }

        if (!double.IsInteger(number) || number is < 1 or > MostEvaluations)
        {
            throw new SettingValueException(
                $"The evaluations of {solver} are {Show(number)}; write a whole number from 1 to {MostEvaluations}, such as {solver}-{method.EvaluationsFor(5)}.");
        }

        _ = SolverBudget.Steps(method, (int)number);
        return new(choice, number);
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="InvalidSettingException">The text is no setting; the message says why and what would be.</exception>
    public static SolverSetting Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success && double.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number)
            ? Of(match.Groups["solver"].Value, number)
            : throw new SettingValueException(
                $"'{text}' names no solver setting; write SOLVER-EVALUATIONS or SOLVER/GRID-EVALUATIONS such as euler-4 or euler/curvature-4, or SOLVER-TOLERANCE such as dopri5-1e-5.");
    }

    /// <summary>The integrator that this setting describes.</summary>
    /// <param name="process">What solver and grid may know beside the velocity.</param>
    public Integrator CreateIntegrator(SamplingProcess? process = null) => Method.IsAdaptive
        ? new AdaptiveIntegrator(Method, new Tolerance(Number, Number))
        : new FixedStepIntegrator(this, process);

    /// <summary>The cell's form, such as <c>heun-9</c>; <see cref="Parse"/> reads it back to an equal setting.</summary>
    public override string ToString() => $"{Solver}-{(Method.IsAdaptive ? Scientific(Number) : Show(Number))}";

    private static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest mantissa that reads back to the same number: 1e-5, not 1E-05.</summary>
    private static string Scientific(double number)
    {
        var text = Enumerable.Range(0, 17)
            .Select(digits => number.ToString($"e{digits}", CultureInfo.InvariantCulture))
            .First(text => double.Parse(text, CultureInfo.InvariantCulture) == number);
        var parts = text.Split('e');
        return $"{parts[0]}e{int.Parse(parts[1], CultureInfo.InvariantCulture)}";
    }

    [GeneratedRegex(@"^(?<solver>[a-z][a-z0-9]*(-([a-z][a-z0-9]*|[0-9]+[a-df-z][a-z0-9]*))*(/[a-z][a-z0-9.]*)?)-(?<number>[0-9][0-9.]*(e[-+]?[0-9]+)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

using System.Globalization;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
using FastOde.Specs;
using FastOde.Specs.Keys;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Finds what is wrong with an evaluation, and says it to the person who wrote them.</summary>
public static class EvaluationCheck
{
    private const double FinestTolerance = 1e-6;
    private const int MostSamples = 65_536;

    /// <summary>Everything that is wrong; empty when the evaluation can run. Keys are paths within it.</summary>
    /// <param name="evaluation">What to measure.</param>
    public static IReadOnlyList<KeyProblem> Problems(EvaluationSpec evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return [.. Numbers(evaluation), .. Solvers(evaluation.Solvers), .. Metrics(evaluation.Metrics), .. NothingToMeasure(evaluation)];
    }

    private static IEnumerable<KeyProblem> Numbers(EvaluationSpec evaluation)
    {
        if (evaluation.Every < 0)
            yield return new("every", $"{evaluation.Every} is negative; write how many iterations lie between evaluations, or 0 for one at the end.");

        if (evaluation.Samples is < 2 or > MostSamples || evaluation.Samples % 2 != 0)
            yield return new("samples", $"{evaluation.Samples} cannot be used; write an even number from 2 to {MostSamples}, such as 2048 (noise comes in mirrored pairs).");
    }

    private static IEnumerable<KeyProblem> Solvers(IReadOnlyList<SolverSpec> requests)
    {
        if (requests.Count == 0)
            yield return new("solvers", "No solver is named; write at least one, such as euler: [1, 2, 4, 8, 20, 100].");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            var key = $"solvers.{request.Name}";
            if (Choice(request.Name, out var refusal) is not { } choice)
            {
                yield return new(key, refusal);
                continue;
            }

            if (!seen.Add(choice.Name))
                yield return new(key, $"{choice.Name} is named twice; write all its numbers in one list.");

            foreach (var problem in SolverNumbers(request, key))
                yield return problem;
        }
    }

    private static IEnumerable<KeyProblem> SolverNumbers(SolverSpec request, string key)
    {
        if (request.Numbers.Count == 0)
            yield return new(key, $"{request.Name} has no numbers; write evaluations such as [1, 4, 16], or tolerances of an adaptive solver such as [1e-4].");

        for (var index = 0; index < request.Numbers.Count; index++)
        {
            var number = request.Numbers[index];
            if (request.Numbers.Take(index).Contains(number))
            {
                yield return new($"{key}[{index}]", string.Create(CultureInfo.InvariantCulture, $"{number} is there already; write each number once."));
            }
            else if (Refusal(request.Name, number) is { } refusal)
            {
                yield return new($"{key}[{index}]", refusal);
            }
        }
    }

    private static SolverChoice? Choice(string name, out string refusal)
    {
        try
        {
            refusal = "";
            return SolverChoice.Parse(name);
        }
        catch (InvalidSettingException refused)
        {
            refusal = refused.Message;
            return null;
        }
    }

    private static string? Refusal(string solver, double number)
    {
        try
        {
            var setting = SolverSetting.Of(solver, number);
            return setting.Method.IsAdaptive && number < FinestTolerance
                ? string.Create(CultureInfo.InvariantCulture, $"The tolerance {number:g} of {solver} is below the rounding of 32-bit numbers; write {FinestTolerance:0e-0} or more.")
                : null;
        }
        catch (InvalidSettingException refused)
        {
            return refused.Message;
        }
    }

    private static IEnumerable<KeyProblem> Metrics(IReadOnlyList<string> metrics)
    {
        if (metrics.Count == 0)
            yield return new("metrics", $"No metric is named; write at least one of {string.Join(", ", EvaluationMetrics.All)}.");

        for (var index = 0; index < metrics.Count; index++)
        {
            if (!EvaluationMetrics.All.Contains(metrics[index]))
            {
                yield return new($"metrics[{index}]", new UnknownNameException("metric", metrics[index], EvaluationMetrics.All).Message);
            }
            else if (metrics.Take(index).Contains(metrics[index]))
            {
                yield return new($"metrics[{index}]", $"{metrics[index]} is there already; write each metric once.");
            }
        }
    }

    private static IEnumerable<KeyProblem> NothingToMeasure(EvaluationSpec evaluation)
    {
        var choices = evaluation.Solvers.Select(request => Choice(request.Name, out _)).ToArray();
        if (choices.Length == 0 || Array.Exists(choices, choice => choice is null))
            yield break;

        foreach (var metric in evaluation.Metrics.Where(EvaluationMetrics.All.Contains))
        {
            if (!Array.Exists(choices, choice => EvaluationMetrics.IsMeasuredWith(metric, choice!.Method)))
            {
                yield return new("metrics", EvaluationMetrics.Subject(metric) switch
                {
                    MetricSubject.Flow => $"{metric} needs a Runge–Kutta solver, and there is none here; add one such as heun: [21], or leave {metric} out.",
                    MetricSubject.FlowMap => $"{metric} compares jumps of a flow map, and no solver here follows one; add flow-map: [1, 2, 4], or leave {metric} out.",
                    _ => $"{metric} needs steps that all samples share and no fresh noise, and no solver here takes such; add a fixed-step solver such as euler: [100], or leave {metric} out.",
                });
            }
        }
    }
}

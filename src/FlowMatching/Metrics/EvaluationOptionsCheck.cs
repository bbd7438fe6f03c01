using System.Globalization;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Finds what is wrong with evaluation options and says it to the person who wrote them.</summary>
internal static class EvaluationOptionsCheck
{
    private const double FinestTolerance = 1e-6;
    private const int MostSamples = 65_536;

    public static IEnumerable<EvaluationProblem> Of(EvaluationOptions options) =>
        [.. Numbers(options), .. Solvers(options.Solvers), .. Metrics(options.Metrics), .. NothingToMeasure(options)];

    private static IEnumerable<EvaluationProblem> Numbers(EvaluationOptions options)
    {
        if (options.Every < 0)
        {
            yield return new("every", $"{options.Every} is negative; write how many iterations lie between evaluations, or 0 for one at the end.");
        }

        if (options.Samples is < 2 or > MostSamples || options.Samples % 2 != 0)
        {
            yield return new("samples", $"{options.Samples} cannot be used; write an even number from 2 to {MostSamples}, such as 2048 (noise comes in mirrored pairs).");
        }
    }

    private static IEnumerable<EvaluationProblem> Solvers(IReadOnlyList<SolverRequest> requests)
    {
        if (requests.Count == 0)
        {
            yield return new("solvers", "No solver is named; write at least one, such as euler: [1, 2, 4, 8, 20, 100].");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            var key = $"solvers.{request.Solver}";
            if (Choice(request.Solver, out var refusal) is not { } choice)
            {
                yield return new(key, refusal);
                continue;
            }

            if (!seen.Add(choice.Name))
            {
                yield return new(key, $"{choice.Name} is named twice; write all its numbers in one list.");
            }

            foreach (var problem in SolverNumbers(request, key))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<EvaluationProblem> SolverNumbers(SolverRequest request, string key)
    {
        if (request.Numbers.Count == 0)
        {
            yield return new(key, $"{request.Solver} has no numbers; write evaluations such as [1, 4, 16], or tolerances of an adaptive solver such as [1e-4].");
        }

        for (var index = 0; index < request.Numbers.Count; index++)
        {
            var number = request.Numbers[index];
            if (request.Numbers.Take(index).Contains(number))
            {
                yield return new($"{key}[{index}]", string.Create(CultureInfo.InvariantCulture, $"{number} is there already; write each number once."));
            }
            else if (Refusal(request.Solver, number) is { } refusal)
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

    private static IEnumerable<EvaluationProblem> Metrics(IReadOnlyList<string> metrics)
    {
        if (metrics.Count == 0)
        {
            yield return new("metrics", $"No metric is named; write at least one of {string.Join(", ", EvaluationMetrics.All)}.");
        }

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

    private static IEnumerable<EvaluationProblem> NothingToMeasure(EvaluationOptions options)
    {
        var onlyAdaptive = options.Solvers.Count > 0
            && options.Solvers.All(request => Choice(request.Solver, out _) is { Method.IsAdaptive: true });
        var trajectoryMetric = options.Metrics.FirstOrDefault(metric => EvaluationMetrics.All.Contains(metric) && !EvaluationMetrics.JudgesSamples(metric));
        if (onlyAdaptive && trajectoryMetric is not null)
        {
            yield return new("metrics", $"{trajectoryMetric} needs steps that all samples share, and every solver here is adaptive; add a fixed-step solver such as euler: [100], or leave {trajectoryMetric} out.");
        }
    }
}

using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Metrics;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>The key <c>trial.evaluation.solvers</c>: for each solver the numbers it is evaluated at.</summary>
internal sealed record SolversKey() : SpecKey("trial.evaluation.solvers")
{
    private static readonly NumberRule AnyNumber = new(0, double.PositiveInfinity) { AboveMin = true };

    internal override string Expected =>
        "a group with a list of numbers for each solver: evaluations (NFE) of a fixed-step solver, tolerances of an adaptive one";

    internal override string Default => $"{{ {string.Join(", ", SpecSchema.Defaults.Trial.Evaluation.Solvers
        .Select(solver => $"{solver.Name}: [{string.Join(", ", solver.Numbers)}]"))} }}";

    internal override ExperimentSpec Read(ExperimentSpec spec, SpecNode node, SpecProblems problems)
    {
        if (node is not MappingNode { Entries.Count: > 0 } solvers)
        {
            problems.Add(node.Line, Path, $"Expected {Expected}, such as euler: [1, 2, 4]; found {(node is MappingNode ? "an empty one" : node.Description)}.");
            return spec;
        }

        var read = solvers.Entries.Select(entry => Solver(entry, problems)).OfType<SolverSpec>().ToArray();
        return spec with { Trial = spec.Trial with { Evaluation = spec.Trial.Evaluation with { Solvers = read } } };
    }

    private SolverSpec? Solver(MappingEntry entry, SpecProblems problems)
    {
        var path = $"{Path}.{entry.Key}";
        if (Scalars.ReadList(entry.Value, path, AnyNumber, problems) is not { } values)
            return null;

        // What a solver is and which numbers it can have, the science knows; a distance can be measured with any of them.
        var solver = new SolverSpec { Name = entry.Key, Numbers = [.. values.Select(value => value.Number!.Value)] };
        var found = EvaluationMapping.ToOptions(new EvaluationSpec { Solvers = [solver], Metrics = [EvaluationMetrics.Wasserstein2] }).Problems();
        foreach (var problem in found)
            problems.Add(Line(entry, problem), $"trial.evaluation.{problem.Key}", problem.Message);
        return found.Count == 0 ? solver : null;
    }

    /// <summary>The line of the number that a problem names as <c>solvers.heun[1]</c>, or of the solver.</summary>
    private static int Line(MappingEntry entry, EvaluationProblem problem)
    {
        var bracket = problem.Key.LastIndexOf('[') + 1;
        return bracket > 0 && int.TryParse(problem.Key.AsSpan(bracket).TrimEnd(']'), out var index)
            ? ((SequenceNode)entry.Value).Items[index].Line
            : entry.Line;
    }
}

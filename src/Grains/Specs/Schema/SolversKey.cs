using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
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
            problems.Add(node.Line, Path, $"expected {Expected}, such as euler: [1, 2, 4]; found {(node is MappingNode ? "an empty one" : node.Description)}");
            return spec;
        }

        var read = solvers.Entries.Select(entry => Solver(entry, problems)).OfType<SolverSpec>().ToArray();
        return spec with { Trial = spec.Trial with { Evaluation = spec.Trial.Evaluation with { Solvers = read } } };
    }

    private SolverSpec? Solver(MappingEntry entry, SpecProblems problems)
    {
        var path = $"{Path}.{entry.Key}";
        if (!SolverCatalog.Solvers.Names.Contains(entry.Key))
        {
            problems.Add(entry.Line, path, Wording.Unknown("solver", entry.Key, SolverCatalog.Solvers.Names));
            return null;
        }

        if (Scalars.ReadList(entry.Value, path, AnyNumber, problems) is not { } values)
            return null;
        var lines = ((SequenceNode)entry.Value).Items;
        for (var index = 0; index < values.Count; index++)
            CheckNumber(entry.Key, values[index].Number!.Value, lines[index].Line, $"{path}[{index}]", problems);
        return new SolverSpec { Name = entry.Key, Numbers = [.. values.Select(value => value.Number!.Value)] };
    }

    private static void CheckNumber(string solver, double number, int line, string path, SpecProblems problems)
    {
        try
        {
            _ = SolverSetting.Of(solver, number);
        }
        catch (InvalidSettingException error)
        {
            problems.Add(line, path, error.Message);
        }
    }
}

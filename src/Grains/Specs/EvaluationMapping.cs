using FastOde.FlowMatching.Metrics;
using FastOde.Specs;

namespace FastOde.Grains.Specs;

/// <summary>Says to the science what a spec says of evaluations.</summary>
internal static class EvaluationMapping
{
    internal static EvaluationOptions ToOptions(EvaluationSpec evaluation) => new()
    {
        Every = evaluation.Every,
        Samples = evaluation.Samples,
        Solvers = [.. evaluation.Solvers.Select(solver => new SolverRequest(solver.Name, solver.Numbers))],
        Metrics = evaluation.Metrics,
        Features = evaluation.Features,
        Statistics = evaluation.Statistics,
    };
}

using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Metrics;

namespace FastOde.Grains.Specs;

/// <summary>What can be wrong between the keys of a coupling that are each right. Keys that the search varies are left to its values.</summary>
/// <param name="spec">The spec as read.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class CouplingChecks(ExperimentSpec spec, SpecText text, SpecProblems problems)
{
    private const string Section = "coupling.";
    private static readonly string[] TeacherNames = ["reflow", "distillation"];

    /// <summary>Runs every check.</summary>
    internal void Run()
    {
        Ramp(spec.Trial.Coupling);
        Batch();
        Teacher();
    }

    /// <summary>The couplings that trials of this spec may have.</summary>
    private IEnumerable<string> Kinds =>
        spec.Search.Space.FirstOrDefault(dimension => dimension.Key == Section + "kind")?.Values?.Select(value => value.ToString()) ?? [spec.Trial.Coupling.Kind];

    private void Ramp(CouplingSpec coupling)
    {
        if (Varies("betaStart") || Varies("betaSteps") || Varies("betaScale") || Varies("beta"))
            return;
        if (coupling.BetaStart is null && coupling.BetaSteps > 0)
            Add("betaSteps", "β moves only from a first value; set betaStart too, such as betaStart: 0, or remove betaSteps.");
        if (coupling.BetaStart is not null && coupling.BetaSteps < 2)
            Add("betaStart", "β needs at least 2 steps to move; set betaSteps too, such as betaSteps: 2000, or remove betaStart.");
        if (coupling is { BetaStart: { } start, BetaScale: "log" } && (start <= 0 || coupling.Beta <= 0))
            Add("betaScale", $"A ramp by equal factors cannot begin or end at 0, found betaStart {start} and beta {coupling.Beta}; use values above 0 or betaScale: linear.");
    }

    private void Batch()
    {
        if (text.InSpace("batchSize") || Varies("kind") || Varies("penalty") || spec.Trial is not { BatchSize: 1, Coupling.Kind: "learned" })
            return;
        if (KindNames.Penalties[spec.Trial.Coupling.Penalty].Any(kind => kind is PenaltyKind.Mmd or PenaltyKind.Moments))
            problems.Add(text.Line("trial.batchSize"), "trial.batchSize", $"penalty: {spec.Trial.Coupling.Penalty} compares the samples of a batch; it needs at least 2, found 1.");
    }

    private void Teacher()
    {
        var taught = Kinds.FirstOrDefault(TeacherNames.Contains);
        if (taught is null)
        {
            if (spec.Trial.Evaluation.Metrics.Contains(EvaluationMetrics.DistillationError))
                problems.Add(text.Line("trial.evaluation.metrics"), "trial.evaluation.metrics", $"{EvaluationMetrics.DistillationError} compares with a teacher; use coupling.kind {string.Join(" or ", TeacherNames)}, or leave it out.");
            return;
        }

        if (spec.Trial.Coupling.Teacher is null && !Varies("teacher"))
            Add("teacher", $"This key is missing. kind: {taught} needs a finished trial to learn from, such as teacher: 3-1 here or --set trial.coupling.teacher=3-1 on the command line.");
        if (Kinds.Contains("distillation") && spec.Trial.Path != "linear" && !text.InSpace("path"))
            problems.Add(text.Line("trial.path"), "trial.path", $"kind: distillation makes one Euler step and needs path: linear, found '{spec.Trial.Path}'; reflow works with any path.");
    }

    private bool Varies(string key) => text.InSpace(Section + key);

    private void Add(string key, string message) => problems.Add(text.Line($"trial.{Section}{key}"), $"trial.{Section}{key}", message);
}

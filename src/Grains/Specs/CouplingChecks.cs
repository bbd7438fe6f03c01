using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Couplings;

namespace FastOde.Grains.Specs;

/// <summary>What can be wrong between the keys of a coupling that are each right. Keys that the search varies are left to its values.</summary>
/// <param name="spec">The spec as read.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class CouplingChecks(ExperimentSpec spec, SpecText text, SpecProblems problems)
{
    private const string Section = "coupling.";

    /// <summary>Runs every check.</summary>
    internal void Run()
    {
        Ramp(spec.Trial.Coupling);
        Batch();
    }

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

    private bool Varies(string key) => text.InSpace(Section + key);

    private void Add(string key, string message) => problems.Add(text.Line($"trial.{Section}{key}"), $"trial.{Section}{key}", message);
}

using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>Reads that stores and queries share.</summary>
internal static class Lookups
{
    /// <summary>An experiment with its spec, or null.</summary>
    public static async Task<ExperimentDetail?> FindExperiment(this FastOdeContext context, long experimentId, CancellationToken cancellationToken)
    {
        var experiments = context.Experiments.AsNoTracking().Where(experiment => experiment.Id == experimentId);
        ExperimentSummary? summary = await experiments.Select(Projections.Experiment)
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (summary is null)
            return null;
        var stored = await experiments.Select(experiment => new { experiment.Spec, experiment.SpecText })
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        ExperimentSpec spec = stored.Spec with { Source = stored.SpecText };
        return new ExperimentDetail { Summary = summary, Spec = spec };
    }

    /// <summary>The trials of an experiment by number.</summary>
    public static async Task<IReadOnlyList<TrialSummary>> TrialsOf(
        this FastOdeContext context, long experimentId, CancellationToken cancellationToken) =>
        await context.Trials.AsNoTracking()
            .Where(trial => trial.ExperimentId == experimentId)
            .OrderBy(trial => trial.Number)
            .Select(Projections.Trial)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    /// <summary>A trial with its spec, attempts and artifacts, or null.</summary>
    public static async Task<TrialDetail?> FindTrial(this FastOdeContext context, string trialId, CancellationToken cancellationToken)
    {
        var trials = context.Trials.AsNoTracking().Where(trial => trial.PublicId == trialId);

        // The spec never changes; what does is read close together.
        TrialSpec? spec = await trials.Select(trial => trial.Spec).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (spec is null)
            return null;
        return new TrialDetail
        {
            Summary = await trials.Select(Projections.Trial).SingleAsync(cancellationToken).ConfigureAwait(false),
            Spec = spec,
            Attempts = await trials.SelectMany(trial => trial.Attempts).OrderBy(attempt => attempt.Epoch)
                .Select(Projections.Attempt).ToListAsync(cancellationToken).ConfigureAwait(false),
            Artifacts = await trials.SelectMany(trial => trial.Artifacts).OrderBy(artifact => artifact.Kind).ThenBy(artifact => artifact.Step)
                .ThenBy(artifact => artifact.Path)
                .Select(Projections.Artifact).ToListAsync(cancellationToken).ConfigureAwait(false),
        };
    }
}

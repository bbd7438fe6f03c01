using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>Reads that stores and queries share.</summary>
internal static class Lookups
{
    private const string SpecOfTrial =
        """
        SELECT experiments.spec, assignments.spec FROM trials
        JOIN assignments ON assignments.id = assignment_id JOIN experiments ON experiments.id = trials.experiment_id
        WHERE public_id = @p0
        """;

    /// <summary>An experiment with its spec, or null.</summary>
    public static async Task<ExperimentDetail?> FindExperiment(this FastOdeContext context, long experimentId, CancellationToken cancellationToken)
    {
        var experiments = context.Experiments.AsNoTracking().Where(experiment => experiment.Id == experimentId && !experiment.IsRemoving);
        var summary = await experiments.Select(Projections.Experiment)
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (summary is null)
            return null;
        var stored = await experiments.Select(experiment => new { experiment.Spec, experiment.SpecText, experiment.IsStarted, experiment.Retention, experiment.Limits, experiment.Notes, experiment.Additions })
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        var spec = stored.Spec with { Source = stored.SpecText };
        return new ExperimentDetail
        {
            Summary = (await context.WithBest([summary], cancellationToken).ConfigureAwait(false))[0],
            Spec = spec,
            IsStarted = stored.IsStarted,
            Retention = stored.Retention,
            ChangedLimits = stored.Limits,
            Notes = stored.Notes,
            Additions = stored.Additions ?? [],
        };
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

    /// <summary>The trials of a selection.</summary>
    public static IQueryable<TrialEntity> Of(this DbSet<TrialEntity> trials, TrialSelection selection) => selection.Ids is { } ids
        ? trials.AsNoTracking().Where(trial => EF.Parameter(ids).Contains(trial.PublicId))
        : trials.AsNoTracking().Where(trial => trial.ExperimentId == selection.ExperimentId && trial.Number <= selection.LastNumber);

    /// <summary>What a trial runs, or null where there is no such trial.</summary>
    public static async Task<TrialSpec?> SpecOf(this FastOdeContext context, string trialId, CancellationToken cancellationToken)
    {
        TrialSpec? spec = null;
        await context.Statements.Read(
            SpecOfTrial, row => spec = SpecParts.Whole(row.GetString(0), row.GetString(1)), cancellationToken, trialId).ConfigureAwait(false);
        return spec;
    }

    /// <summary>A trial with its spec, attempts and artifacts, or null.</summary>
    public static async Task<TrialDetail?> FindTrial(this FastOdeContext context, string trialId, CancellationToken cancellationToken)
    {
        var trials = context.Trials.AsNoTracking().Where(trial => trial.PublicId == trialId);

        // The spec never changes; what does is read close together.
        if (await context.SpecOf(trialId, cancellationToken).ConfigureAwait(false) is not { } spec)
            return null;
        return new TrialDetail
        {
            Summary = await trials.Select(Projections.Trial).SingleAsync(cancellationToken).ConfigureAwait(false),
            Spec = spec,
            Pending = await trials.Select(trial => trial.Pending).SingleAsync(cancellationToken).ConfigureAwait(false),
            ForgivenAttempts = await trials.Select(trial => trial.ForgivenAttempts).SingleAsync(cancellationToken).ConfigureAwait(false),
            Attempts = await trials.SelectMany(trial => trial.Attempts).OrderBy(attempt => attempt.Epoch)
                .Select(Projections.Attempt).ToListAsync(cancellationToken).ConfigureAwait(false),
            Artifacts = await trials.SelectMany(trial => trial.Artifacts).OrderBy(artifact => artifact.Kind).ThenBy(artifact => artifact.Step)
                .ThenBy(artifact => artifact.Path)
                .Select(Projections.Artifact).ToListAsync(cancellationToken).ConfigureAwait(false),
        };
    }
}

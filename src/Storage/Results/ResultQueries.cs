using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>History from the database.</summary>
/// <param name="database">The database.</param>
internal sealed class ResultQueries(DatabaseAccess database) : IResultQueries
{
    /// <inheritdoc/>
    public Task<ExperimentPage> Experiments(ExperimentFilter filter, CancellationToken cancellationToken = default) => database.Read(
        async context =>
        {
            IQueryable<ExperimentEntity> matches = context.Experiments.AsNoTracking();
            if (!string.IsNullOrEmpty(filter.NameContains))
            {
                string part = filter.NameContains.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to the database's lower().
                matches = matches.Where(experiment => experiment.Name.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
            }

            if (filter.State is { } state)
                matches = matches.Where(experiment => experiment.State == state);
            return new ExperimentPage
            {
                Items = await matches.OrderByDescending(experiment => experiment.Id)
                    .Skip(Math.Max(0, filter.Skip))
                    .Take(Math.Max(0, filter.Take))
                    .Select(Projections.Experiment)
                    .ToListAsync(cancellationToken)
                    .ConfigureAwait(false),
                Total = await matches.CountAsync(cancellationToken).ConfigureAwait(false),
            };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ExperimentDetail?> Experiment(long experimentId, CancellationToken cancellationToken = default) =>
        database.Read(context => context.FindExperiment(experimentId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> Trials(long experimentId, CancellationToken cancellationToken = default) =>
        database.Read(context => context.TrialsOf(experimentId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<TrialDetail?> Trial(string trialId, CancellationToken cancellationToken = default) =>
        database.Read(context => context.FindTrial(trialId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MetricSeries>> Metrics(MetricQuery query, CancellationToken cancellationToken = default) =>
        database.Read(context => MetricReader.Read(context, query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EvaluationRecord>> Evaluations(IReadOnlyList<string> trialIds, CancellationToken cancellationToken = default) => database.Read(
        async context => (IReadOnlyList<EvaluationRecord>)await context.Evaluations.AsNoTracking()
            .Where(row => EF.Parameter(trialIds).Contains(row.Trial!.PublicId))
            .OrderBy(row => row.TrialId)
            .ThenBy(row => row.Step)
            .ThenBy(row => row.Solver)
            .ThenBy(row => row.Number)
            .ThenBy(row => row.Metric)
            .Select(Projections.Evaluation)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CurvatureProfile>> CurvatureProfiles(IReadOnlyList<string> trialIds, int? step = null, CancellationToken cancellationToken = default) => database.Read(
        async context => (IReadOnlyList<CurvatureProfile>)await context.CurvatureProfiles.AsNoTracking()
            .Where(profile => EF.Parameter(trialIds).Contains(profile.Trial!.PublicId)
                && profile.Step == (step ?? context.CurvatureProfiles.Where(other => other.TrialId == profile.TrialId).Max(other => other.Step)))
            .OrderBy(profile => profile.TrialId)
            .Select(profile => new CurvatureProfile { TrialId = profile.Trial!.PublicId, Step = profile.Step, Bins = profile.Bins })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrajectorySet>> Trajectories(IReadOnlyList<string> trialIds, CancellationToken cancellationToken = default) => database.Read(
        async context => (IReadOnlyList<TrajectorySet>)await context.Trajectories.AsNoTracking()
            .Where(set => EF.Parameter(trialIds).Contains(set.Trial!.PublicId))
            .OrderBy(set => set.TrialId)
            .Select(set => new TrajectorySet { TrialId = set.Trial!.PublicId, Step = set.Step, Times = set.Times, X = set.X, Y = set.Y })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false),
        cancellationToken);
}

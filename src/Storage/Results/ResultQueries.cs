using FastOde.Analysis.Measurements;
using FastOde.Contracts.Queries;
using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>History from the database.</summary>
/// <param name="database">The database.</param>
internal sealed class ResultQueries(DatabaseAccess database) : IResultQueries
{
    /// <inheritdoc/>
    public Task<ExperimentPage> Experiments(ExperimentFilter filter, CancellationToken cancellationToken = default)
    {
        var query = ExperimentQuery.Parse(filter.Query);
        return database.Read(
        async context =>
        {
            var matches = context.ExperimentsThatMatch(query).AsNoTracking();
            if (filter.State is { } state)
                matches = matches.Where(experiment => experiment.State == state);
            var items = await matches.OrderByDescending(experiment => experiment.Id)
                .Skip(Math.Max(0, filter.Skip))
                .Take(Math.Max(0, filter.Take))
                .Select(Projections.Experiment)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            return new ExperimentPage
            {
                Items = await context.WithBest(items, cancellationToken).ConfigureAwait(false),
                Total = await matches.CountAsync(cancellationToken).ConfigureAwait(false),
            };
        },
        cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ExperimentDetail?> Experiment(long experimentId, CancellationToken cancellationToken = default) =>
        database.Read(context => context.FindExperiment(experimentId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> Trials(long experimentId, CancellationToken cancellationToken = default) =>
        database.Read(context => context.TrialsOf(experimentId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<TrialPage> TrialPage(long experimentId, int skip, int take, CancellationToken cancellationToken = default) => database.Read(
        async context =>
        {
            var trials = context.Trials.AsNoTracking().Where(trial => trial.ExperimentId == experimentId);
            return new TrialPage
            {
                Items = await trials.OrderBy(trial => trial.Number).Skip(Math.Max(0, skip)).Take(Math.Max(0, take)).Select(Projections.Trial)
                    .ToListAsync(cancellationToken).ConfigureAwait(false),
                Total = await trials.CountAsync(cancellationToken).ConfigureAwait(false),
            };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> TrialNumbers(long experimentId, string? query, CancellationToken cancellationToken = default)
    {
        var asked = TrialQuery.Parse(query);
        return database.Read(
            async context => (IReadOnlyList<int>)await context.TrialsThatMatch(experimentId, asked).Select(trial => trial.Number).Order()
                .ToListAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialValue>> Values(long experimentId, string cell, CancellationToken cancellationToken = default)
    {
        var asked = Objective.Of(cell, maximize: false);
        if (asked.Cell is null)
            throw new FormatException($"{cell}: no cell; expected a metric, a solver and its number, such as fid@euler-4");
        return database.Read(
            async context => (IReadOnlyList<TrialValue>)await context.LastEvaluations(asked.Metric, asked.Cell)
                .Where(row => row.Trial!.ExperimentId == experimentId)
                .OrderBy(row => row.Trial!.Number).ThenBy(row => row.Metric!.Name)
                .Select(row => new TrialValue { Number = row.Trial!.Number, Metric = row.Metric!.Name, Steps = row.Steps, Value = MissingNumber.Load(row.Value) })
                .ToListAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TrialDetail?> Trial(string trialId, CancellationToken cancellationToken = default) =>
        database.Read(context => context.FindTrial(trialId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MetricSeries>> Metrics(MetricQuery query, CancellationToken cancellationToken = default) =>
        database.Read(context => MetricReader.Read(context, query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EvaluationRecord>> Evaluations(TrialSelection trials, CancellationToken cancellationToken = default) => database.Read(
        async context => (IReadOnlyList<EvaluationRecord>)await context.Trials.Of(trials).Evaluations(context.Evaluations)
            .ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<EvaluationPage> EvaluationPage(string trialId, int skip, int take, CancellationToken cancellationToken = default) => database.Read(
        async context => new EvaluationPage
        {
            Items = await context.Trials.Of(TrialSelection.Of([trialId])).Evaluations(context.Evaluations)
                .Skip(Math.Max(0, skip)).Take(Math.Max(0, take)).ToListAsync(cancellationToken).ConfigureAwait(false),
            Total = await context.Evaluations.CountAsync(row => row.Trial!.PublicId == trialId, cancellationToken).ConfigureAwait(false),
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CurvatureProfile>> CurvatureProfiles(TrialSelection trials, int? step = null, CancellationToken cancellationToken = default) => database.Read(
        async context => (IReadOnlyList<CurvatureProfile>)await (
            from trial in context.Trials.Of(trials)
            join profile in context.CurvatureProfiles on trial.Id equals profile.TrialId
            where profile.Step == (step ?? context.CurvatureProfiles.Where(other => other.TrialId == trial.Id).Max(other => other.Step))
            orderby trial.Id
            select new CurvatureProfile { TrialId = trial.PublicId, Step = profile.Step, Bins = profile.Bins }).ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrajectorySet>> Trajectories(TrialSelection trials, CancellationToken cancellationToken = default) => database.Read(
        async context => (IReadOnlyList<TrajectorySet>)await (
            from trial in context.Trials.Of(trials)
            join set in context.Trajectories on trial.Id equals set.TrialId
            orderby trial.Id
            select new TrajectorySet { TrialId = trial.PublicId, Step = set.Step, Times = set.Times, X = set.X, Y = set.Y }).ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);
}

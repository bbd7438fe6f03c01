using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Entities;
using FastOde.Storage.Notices;
using FastOde.Storage.Results;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Experiments;

/// <summary>Experiments in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="directory">Where the files of trials lie: a new experiment takes no folder that is there already.</param>
/// <param name="artifacts">Keeps the files of trials.</param>
/// <param name="clock">Tells when experiments begin and end.</param>
/// <param name="bell">Rings where an experiment has finished.</param>
internal sealed class ExperimentStore(DatabaseAccess database, DataDirectory directory, IArtifactStore artifacts, TimeProvider clock, NoticeBell bell) : IExperimentStore
{
    /// <inheritdoc/>
    public Task<long> Create(
        ExperimentSpec spec, int trialCount, IReadOnlyList<EarlierResult> earlier, string key, string? submitter, CancellationToken cancellationToken) => database.Write(
        async context => await Submitted(context, key, cancellationToken).ConfigureAwait(false)
            ?? await Add(context, spec, ExperimentState.Running, trialCount, earlier, key, submitter, cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EarlierResult>> Earlier(long experimentId, CancellationToken cancellationToken) => database.Read(
        async context => await context.Experiments.Where(experiment => experiment.Id == experimentId)
            .Select(experiment => experiment.EarlierResults).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? [],
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindSubmitted(string key, CancellationToken cancellationToken) =>
        database.Read(context => Submitted(context, key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CreateFinished(
        ExperimentSpec spec, TrialPlan plan, string origin, Func<string, ArtifactRecord> publish, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var id = await Add(context, spec, ExperimentState.Completed, 1, [], key: null, submitter: null, cancellationToken).ConfigureAwait(false);
            await Add(context, id, spec.Retention, Numbered(1, [plan]), cancellationToken).ConfigureAwait(false);
            TrialEntity trial = await context.Trials.SingleAsync(trial => trial.ExperimentId == id, cancellationToken).ConfigureAwait(false);
            var file = publish(trial.PublicId);
            await artifacts.Put(file, cancellationToken).ConfigureAwait(false);
            Finish(trial, origin, file, clock.Now());
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return id;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> AddTrials(
        long experimentId, int first, IReadOnlyList<TrialPlan> trials, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var experiment = await context.Experiments.Where(experiment => experiment.Id == experimentId)
                .Select(experiment => new { experiment.State, experiment.Retention })
                .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw Absent(experimentId);
            if (experiment.State == ExperimentState.Cancelled)
                return [];
            var last = first + trials.Count - 1;
            var range = context.Trials.AsNoTracking()
                .Where(trial => trial.ExperimentId == experimentId && trial.Number >= first && trial.Number <= last);
            HashSet<int> known = [.. await range.Select(trial => trial.Number).ToListAsync(cancellationToken).ConfigureAwait(false)];
            await Add(context, experimentId, experiment.Retention, Numbered(first, trials).Where(trial => !known.Contains(trial.Number)), cancellationToken)
                .ConfigureAwait(false);
            await context.Experiments.Where(experiment => experiment.Id == experimentId && experiment.TrialCount < last)
                .ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.TrialCount, last), cancellationToken)
                .ConfigureAwait(false);
            return (IReadOnlyList<TrialSummary>)await range.OrderBy(trial => trial.Number).Select(Projections.Trial)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task EndPlanning(long experimentId, CancellationToken cancellationToken) =>
        database.Write(context => EndPlanning(context, experimentId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Extend(long experimentId, Addition addition, int trialCount, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var experiment = await context.Experiments.SingleOrDefaultAsync(experiment => experiment.Id == experimentId, cancellationToken)
                .ConfigureAwait(false) ?? throw Absent(experimentId);
            if (experiment is { State: ExperimentState.Cancelled } or { GoesAt: not null } || experiment.Additions?.Any(known => known.Key == addition.Key) == true)
                return false;
            experiment.Additions = [.. experiment.Additions ?? [], addition];
            experiment.TrialCount = trialCount;
            experiment.Reopen();
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task Start(long experimentId, CancellationToken cancellationToken) => database.Write(
        context => context.Experiments.Where(experiment => experiment.Id == experimentId)
            .ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.IsStarted, true), cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task SetLimits(long experimentId, LimitsSpec limits, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var changed = await context.Experiments.Where(experiment => experiment.Id == experimentId)
                .ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.Limits, limits), cancellationToken)
                .ConfigureAwait(false);
            if (changed == 0)
                throw Absent(experimentId);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<LimitsSpec?> ChangedLimits(long experimentId, CancellationToken cancellationToken) => database.Read(
        context => context.Experiments.Where(experiment => experiment.Id == experimentId)
            .Select(experiment => experiment.Limits)
            .SingleOrDefaultAsync(cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public async Task SetState(long experimentId, ExperimentState state, CancellationToken cancellationToken)
    {
        var isNoted = await database.Write(
            async context =>
            {
                var now = clock.Now();
                DateTimeOffset? end = state is ExperimentState.Running or ExperimentState.Paused ? null : now;
                var experiment = context.Experiments.Where(experiment => experiment.Id == experimentId);

                // Finished twice is told once: whoever sets the state does not always hear that it was set.
                var hasFinished = state == ExperimentState.Completed
                    && await experiment.AnyAsync(experiment => experiment.State != state, cancellationToken).ConfigureAwait(false);
                var changed = await experiment
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(experiment => experiment.State, state)
                            .SetProperty(experiment => experiment.EndedAt, end),
                        cancellationToken)
                    .ConfigureAwait(false);
                if (changed == 0)
                    throw Absent(experimentId);
                if (state == ExperimentState.Cancelled)
                    await EndPlanning(context, experimentId, cancellationToken).ConfigureAwait(false);
                if (hasFinished)
                    await context.NoteFinished(experimentId, now, cancellationToken).ConfigureAwait(false);
                return hasFinished;
            },
            cancellationToken).ConfigureAwait(false);
        if (isNoted)
            bell.Ring();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> Unfinished(CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyList<long>)await context.Experiments
            .Where(experiment => experiment.State == ExperimentState.Running || experiment.State == ExperimentState.Paused
                || (experiment.State == ExperimentState.Cancelled
                    && experiment.Trials.Any(trial => trial.State == TrialState.Queued || trial.State == TrialState.Running)))
            .OrderBy(experiment => experiment.Id)
            .Select(experiment => experiment.Id)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> Orphans(CancellationToken cancellationToken)
    {
        var folders = directory.ExperimentFolders();
        var known = await database.Read(
            context => context.Experiments.Select(experiment => experiment.Id).ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. folders.Except(known)];
    }

    /// <inheritdoc/>
    public Task<ExperimentDetail?> Find(long experimentId, CancellationToken cancellationToken) =>
        database.Read(context => context.FindExperiment(experimentId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> Trials(long experimentId, CancellationToken cancellationToken) =>
        database.Read(context => context.TrialsOf(experimentId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> RunningTrials(
        long experimentId, IReadOnlyList<int> others, CancellationToken cancellationToken) => database.Read(
        async context =>
        {
            var trials = context.Trials.AsNoTracking().Where(trial => trial.ExperimentId == experimentId);
            var running = await trials.Where(trial => trial.State == TrialState.Running)
                .Select(Projections.Trial).ToListAsync(cancellationToken).ConfigureAwait(false);
            var named = await trials.Where(trial => EF.Parameter(others).Contains(trial.Number))
                .Select(Projections.Trial).ToListAsync(cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<TrialSummary>)[.. running, .. named.ExceptBy(running.Select(trial => trial.Number), trial => trial.Number)];
        },
        cancellationToken);

    private static Task<int> EndPlanning(FastOdeContext context, long experimentId, CancellationToken cancellationToken) =>
        context.Experiments.Where(experiment => experiment.Id == experimentId)
            .ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.TrialCount, experiment => experiment.Trials.Count), cancellationToken);

    private static Task<long?> Submitted(FastOdeContext context, string key, CancellationToken cancellationToken) =>
        context.Experiments.Where(experiment => experiment.SubmissionKey == key)
            .Select(experiment => (long?)experiment.Id)
            .SingleOrDefaultAsync(cancellationToken);

    private async Task<long> Add(
        FastOdeContext context, ExperimentSpec spec, ExperimentState state, int trialCount, IReadOnlyList<EarlierResult> earlier, string? key, string? submitter, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var chosen = await IdBeyondFolders(context, cancellationToken).ConfigureAwait(false);
        var experiment = new ExperimentEntity
        {
            Id = chosen,
            Name = spec.Name,
            State = state,
            IsStarted = state == ExperimentState.Running,
            CreatedAt = now,
            EndedAt = state == ExperimentState.Completed ? now : null,
            Objective = spec.Objective,
            Retention = spec.Retention,
            Spec = spec with { Source = "" },
            SpecText = spec.Source,
            TrialCount = trialCount,
            EarlierResults = earlier.Count == 0 ? null : earlier,
            SubmissionKey = key,
            SubmittedBy = submitter,
        };
        context.Experiments.Add(experiment);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (chosen > 0)
            await context.CountExperimentsFrom(chosen, cancellationToken).ConfigureAwait(false);
        return experiment.Id;
    }

    /// <summary>
    /// An id above the highest folder, or 0 for the database's own next. Folders that a lost or newer database has left
    /// hold trials of other specs.
    /// </summary>
    private async Task<long> IdBeyondFolders(FastOdeContext context, CancellationToken cancellationToken)
    {
        var highest = directory.ExperimentFolders() is [.., var id] ? id : 0;
        var last = await context.Experiments.MaxAsync(experiment => (long?)experiment.Id, cancellationToken).ConfigureAwait(false) ?? 0;
        return highest > last ? highest + 1 : 0;
    }

    private static void Finish(TrialEntity trial, string origin, ArtifactRecord file, DateTimeOffset now)
    {
        trial.State = TrialState.Completed;
        trial.Step = file.Step;
        trial.Epoch = 1;
        trial.Message = origin;
        trial.StartedAt = now;
        trial.EndedAt = now;
        trial.Attempts.Add(new AttemptEntity
        {
            TrialId = trial.Id,
            Epoch = trial.Epoch,
            SlotId = "import",
            State = AttemptState.Completed,
            StartedAt = now,
            EndedAt = now,
            LastStep = file.Step,
            Message = origin,
        });
        trial.Artifacts.Add(new ArtifactEntity
        {
            TrialId = trial.Id,
            Kind = file.Kind,
            Path = file.Path,
            Step = file.Step,
            Bytes = file.Bytes,
            Sha256 = file.Sha256,
        });
    }

    private static async Task Add(
        FastOdeContext context, long experimentId, RetentionSpec? retention, IEnumerable<(int Number, TrialPlan Plan)> numbered, CancellationToken cancellationToken)
    {
        List<(int Number, TrialPlan Plan)> trials = [.. numbered];
        var assignments = await context.KeysOfAssignments(experimentId, [.. trials.Select(trial => trial.Plan)], cancellationToken)
            .ConfigureAwait(false);
        context.Trials.AddRange(trials.Zip(assignments, (trial, assignment) => new TrialEntity
        {
            PublicId = string.Create(CultureInfo.InvariantCulture, $"{experimentId}-{trial.Number}"),
            ExperimentId = experimentId,
            Number = trial.Number,
            AssignmentId = assignment,
            Seed = trial.Plan.Seed,
            State = TrialState.Queued,
            Iterations = trial.Plan.Spec.Iterations,
            Pending = trial.Plan.Pending,
            IsRetentionDue = retention is not null,
        }));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(int Number, TrialPlan Plan)> Numbered(int first, IReadOnlyList<TrialPlan> plans) =>
        plans.Select((plan, index) => (first + index, plan));

    private static InvalidOperationException Absent(long experimentId) => new($"experiment {experimentId} does not exist");
}

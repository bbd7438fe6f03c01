// Represents the set of all experiments: the door through which they come in and are found again after a restart, and
// the shelf on which they stand. Notifies those who watch lists of them; starts the grain of each experiment.
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Access;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Reading;
using FastOde.Storage.Curation;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace FastOde.Grains.Experiments;

/// <summary>Reads specs and stores them as experiments, which ask for their trials themselves; and keeps what people change of them.</summary>
/// <remarks>Reentrant, because its only state is who watches: one large submission must not hold up others.</remarks>
[Reentrant]
internal sealed class ExperimentCatalogGrain(
    ISpecReader reader, SamplerCatalog samplers, Teachers teachers, EarlierExperiments earlierExperiments, SweepEstimates estimates, IExperimentStore store, ICurationStore curation, ILogger<ExperimentCatalogGrain> logger)
    : Grain, IExperimentCatalogGrain
{
    /// <summary>Time between two words to those who watch the list or notices: each of them reads the database then.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(2);
    private readonly ObserverManager<ICatalogObserver> watchers = new(Expiry, logger);
    private IGrainTimer? telling;

    /// <inheritdoc/>
    public async Task<SpecReading> Validate(string text, string source) => (await Check(text, source)).Reading;

    /// <inheritdoc/>
    public async Task<SweepEstimate?> Estimate(string text)
    {
        var slots = (await GrainFactory.GetGrain<ISlotSchedulerGrain>(0).Status()).Slots.Count;
        return await Task.Run(async () => reader.Read(text, "") is { Spec: { } spec } ? await estimates.Of(spec, slots, CancellationToken.None) : null);
    }

    /// <inheritdoc/>
    public async Task<SubmitOutcome> Submit(string text, string source, string key)
    {
        var submitter = Submitter.Take();
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, SubmissionKey.MaximumLength);
        if (await store.FindSubmitted(key, CancellationToken.None) is not { } id)
        {
            var (reading, earlier) = await Check(text, source);
            if (reading.Spec is not { } spec)
                return new() { Problems = reading.Problems };
            id = await store.Create(spec, reading.Assignments * spec.Seeds.Count, earlier, key, submitter, CancellationToken.None);
            TellSoon();
        }

        await Start(id);
        return new() { ExperimentId = id };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> ResumeUnfinished()
    {
        var unfinished = await store.Unfinished(CancellationToken.None);
        foreach (var id in unfinished)
            await Start(id);
        return unfinished;
    }

    /// <inheritdoc/>
    public async Task Edit(long experimentId, ExperimentEdit edit)
    {
        await curation.Edit(experimentId, edit, CancellationToken.None);
        await Changed(experimentId);
    }

    /// <inheritdoc/>
    public async Task Archive(long experimentId)
    {
        await curation.SetArchived(experimentId, archived: true, CancellationToken.None);
        await Changed(experimentId);
    }

    /// <inheritdoc/>
    public async Task Restore(long experimentId)
    {
        await curation.SetArchived(experimentId, archived: false, CancellationToken.None);
        await Changed(experimentId);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset> Delete(long experimentId)
    {
        var goesAt = await curation.Delete(experimentId, CancellationToken.None);
        await Changed(experimentId);
        return goesAt;
    }

    /// <inheritdoc/>
    public async Task Undelete(long experimentId)
    {
        await curation.Undelete(experimentId, CancellationToken.None);
        await Changed(experimentId);
    }

    /// <inheritdoc/>
    public Task<bool> Subscribe(ICatalogObserver observer)
    {
        watchers.ClearExpired();
        var wasKnown = watchers.Any(known => known.Equals(observer));
        watchers.Subscribe(observer, observer);
        return Task.FromResult(wasKnown);
    }

    /// <inheritdoc/>
    public Task Unsubscribe(ICatalogObserver observer)
    {
        watchers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task NoticesAdded() => watchers.Count == 0 ? Task.CompletedTask : watchers.Notify(watcher => watcher.Noticed());

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExampleSpec>> Examples() => Task.FromResult(ExampleSpecs.All);

    /// <summary>Reads a spec and looks for what it names in the database: what is found wrong here, a submission would be refused for.</summary>
    private async Task<(SpecReading Reading, IReadOnlyList<EarlierResult> Earlier)> Check(string text, string source)
    {
        // Large specs take a while, and nobody else is to wait for them.
        var reading = await Task.Run(() => reader.Read(text, source));
        if (reading.Spec is not { } spec)
            return (reading, []);
        if (await TeacherProblems(spec, reading.Assignments, text, source) is { Count: > 0 } problems)
            return (reading with { Spec = null, Problems = problems }, []);
        var (earlier, faults) = await earlierExperiments.Read(spec, CancellationToken.None);
        return faults.Count > 0
            ? (reading with { Spec = null, Problems = [.. faults.Select(fault => Problem(text, source, "search.from", fault))] }, [])
            : (reading, earlier);
    }

    /// <summary>What is wrong with the teachers that the trials name: only the store knows which there are.</summary>
    private async Task<IReadOnlyList<SpecProblem>> TeacherProblems(ExperimentSpec spec, int assignments, string text, string source)
    {
        if (spec.Trial.Teacher is null && spec.Search.Space.All(dimension => !dimension.Key.EndsWith(".teacher", StringComparison.Ordinal) && !dimension.Key.EndsWith(".kind", StringComparison.Ordinal)))
            return [];
        List<(string Key, string Message)> found = [];
        var taught = await Task.Run(() => new TrialPlanner(spec, samplers).At(Enumerable.Range(0, assignments))
            .Where(trial => trial.Teacher is not null)
            .DistinctBy(trial => (trial.TeacherKey, trial.Teacher, trial.Teaching, trial.Method.GetType(), trial.Coupling.GetType(), trial.Path, trial.Data.Name)).ToList());
        foreach (var trial in taught)
        {
            if (await teachers.Problem(trial, CancellationToken.None) is { } problem && !found.Contains((trial.TeacherKey, problem)))
                found.Add((trial.TeacherKey, problem));
        }

        return [.. found.Select(problem => Problem(text, source, $"trial.{problem.Key}", problem.Message))];
    }

    /// <summary>What was stored counts, also where the grain of the experiment cannot be told: it reads anew when it is next activated.</summary>
    private async Task Changed(long experimentId)
    {
        TellSoon();
        try
        {
            await GrainFactory.GetGrain<IExperimentGrain>(experimentId).Refresh();
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "Experiment {Experiment} has not heard of its change yet", experimentId);
        }
    }

    /// <summary>Gathers changes, so that a burst of them is told once.</summary>
    private void TellSoon()
    {
        if (watchers.Count > 0)
            telling ??= this.RegisterGrainTimer(Tell, new GrainTimerCreationOptions { DueTime = Interval, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    private Task Tell(CancellationToken cancellationToken)
    {
        telling?.Dispose();
        telling = null;
        return watchers.Notify(watcher => watcher.Changed());
    }

    private static SpecProblem Problem(string text, string source, string key, string message) =>
        new() { Source = source, Line = SpecReader.LineOf(SpecWords.Schema, text, key), Key = key, Message = message };

    /// <summary>Starts a stored experiment. It is stored, so its grain follows up by itself where this call fails.</summary>
    private async Task Start(long id)
    {
        try
        {
            await GrainFactory.GetGrain<IExperimentGrain>(id).Start();
        }
        catch (Exception error)
        {
            logger.LogError(error, "Experiment {Experiment} is stored but did not start at once", id);
        }
    }
}

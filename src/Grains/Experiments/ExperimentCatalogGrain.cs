// Represents the set of all experiments: the door through which they come in and are found again after a restart.
// Notifies nobody; starts the grain of each experiment.
using FastOde.Contracts.Experiments;
using FastOde.Grains.Access;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Reading;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace FastOde.Grains.Experiments;

/// <summary>Reads specs and stores them as experiments, which ask for their trials themselves.</summary>
/// <remarks>Reentrant, because it has no state: one large submission must not hold up others.</remarks>
[Reentrant]
internal sealed class ExperimentCatalogGrain(
    ISpecReader reader, SamplerCatalog samplers, Teachers teachers, IExperimentStore store, ILogger<ExperimentCatalogGrain> logger) : Grain, IExperimentCatalogGrain
{
    /// <inheritdoc/>
    public Task<SpecReading> Validate(string text, string source) => Task.Run(() => reader.Read(text, source));

    /// <inheritdoc/>
    public async Task<SubmitOutcome> Submit(string text, string source, string key)
    {
        var submitter = Submitter.Take();
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, SubmissionKey.MaximumLength);
        if (await store.FindSubmitted(key, CancellationToken.None) is not { } id)
        {
            // Large specs take a while, and nobody else is to wait for them.
            var reading = await Task.Run(() => reader.Read(text, source));
            if (reading.Spec is not { } spec)
                return new() { Problems = reading.Problems };
            if (await TeacherProblems(spec, reading.Assignments, text, source) is { Count: > 0 } problems)
                return new() { Problems = problems };
            id = await store.Create(spec, reading.Assignments * spec.Seeds.Count, key, submitter, CancellationToken.None);
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
    public Task<IReadOnlyList<ExampleSpec>> Examples() => Task.FromResult(ExampleSpecs.All);

    /// <summary>What is wrong with the teachers that the trials name: only the store knows which there are.</summary>
    private async Task<IReadOnlyList<SpecProblem>> TeacherProblems(ExperimentSpec spec, int assignments, string text, string source)
    {
        if (spec.Trial.Teaching is null && spec.Search.Space.All(dimension => !dimension.Key.EndsWith(".teacher", StringComparison.Ordinal) && !dimension.Key.EndsWith(".kind", StringComparison.Ordinal)))
            return [];
        List<(string Key, string Message)> found = [];
        var taught = await Task.Run(() => new TrialPlanner(spec, samplers).At(Enumerable.Range(0, assignments))
            .Where(trial => trial.Teaching is not null).DistinctBy(trial => (trial.TeacherKey, trial.Teaching, trial.Data.Name)).ToList());
        foreach (var trial in taught)
        {
            if (await teachers.Problem(trial, CancellationToken.None) is { } problem && !found.Contains((trial.TeacherKey, problem)))
                found.Add((trial.TeacherKey, problem));
        }

        return [.. found.Select(problem => new SpecProblem { Source = source, Line = SpecReader.LineOf(SpecWords.Schema, text, $"trial.{problem.Key}"), Key = $"trial.{problem.Key}", Message = problem.Message })];
    }

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

// Represents the set of all experiments: the door through which they come in and are found again after a restart.
// Notifies nobody; starts the grain of each experiment.
using FastOde.Contracts.Experiments;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace FastOde.Grains.Experiments;

/// <summary>Reads specs, plans their trials and stores both.</summary>
/// <remarks>Reentrant, because it has no state: one large submission must not hold up others.</remarks>
[Reentrant]
internal sealed class ExperimentCatalogGrain(
    ISpecReader reader, TrialPlanner planner, Teachers teachers, IExperimentStore store, ILogger<ExperimentCatalogGrain> logger) : Grain, IExperimentCatalogGrain
{
    /// <inheritdoc/>
    public Task<SpecReading> Validate(string text, string source) => Task.FromResult(reader.Read(text, source));

    /// <inheritdoc/>
    public async Task<SubmitOutcome> Submit(string text, string source)
    {
        var reading = reader.Read(text, source);
        if (reading.Spec is not { } spec) return new() { Problems = reading.Problems };
        var plans = planner.Plan(spec);
        if (await TeacherProblems(plans, text, source) is { Count: > 0 } problems) return new() { Problems = problems };
        var id = await store.Create(spec, plans, CancellationToken.None);
        await Start(id);
        return new() { ExperimentId = id };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> ResumeUnfinished()
    {
        var unfinished = await store.Unfinished(CancellationToken.None);
        foreach (var id in unfinished) await Start(id);
        return unfinished;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExampleSpec>> Examples() => Task.FromResult(ExampleSpecs.All);

    /// <summary>What is wrong with the teachers that the trials name: only the store knows which there are.</summary>
    private async Task<IReadOnlyList<SpecProblem>> TeacherProblems(IReadOnlyList<TrialPlan> plans, string text, string source)
    {
        const string key = "trial.coupling.teacher";
        var found = new List<string>();
        foreach (var trial in plans.Select(plan => plan.Spec).DistinctBy(trial => (trial.Coupling.Kind, trial.Coupling.Teacher, trial.Data.Name)))
        {
            if (await teachers.Problem(trial, CancellationToken.None) is { } problem && !found.Contains(problem)) found.Add(problem);
        }

        return [.. found.Select(message => new SpecProblem { Source = source, Line = SpecText.LineOf(text, key), Key = key, Message = message })];
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

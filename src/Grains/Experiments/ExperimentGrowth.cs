using System.Globalization;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Experiments;
using FastOde.Storage.Trials;

namespace FastOde.Grains.Experiments;

/// <summary>
/// Adds to an experiment what is asked for, and queues again what failed: checks that it can be done, and stores it. What it runs
/// from then on is the experiment's business.
/// </summary>
/// <param name="store">Where experiments are stored.</param>
/// <param name="trials">Where trials are stored.</param>
/// <param name="supply">Knows which trials there are to be.</param>
/// <param name="proposals">Knows what may be proposed.</param>
internal sealed class ExperimentGrowth(IExperimentStore store, ITrialStore trials, TrialSupply supply, ProposalChecks proposals)
{
    /// <summary>The largest seed that a spec may have.</summary>
    private const long LargestSeed = 1L << 53;

    /// <summary>Stores an addition, once.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="extension">What is asked for.</param>
    /// <param name="known">Its trials, by number.</param>
    /// <param name="isComplete">Whether all trials are stored that were asked for so far.</param>
    /// <exception cref="ExperimentRefusedException">It cannot be added.</exception>
    public async Task Extend(ExperimentDetail experiment, Extension extension, IReadOnlyDictionary<int, TrialSummary> known, bool isComplete)
    {
        CheckKey(extension.Key);
        if (experiment.Additions.Any(addition => addition.Key == extension.Key))
            return;
        RefuseGone(experiment);
        var before = await supply.Planner(experiment);
        var (addition, trialCount) = await Task.Run(() => Plan(experiment, extension, known, before.Count(known, isComplete)));
        await Store(experiment, addition, trialCount);
    }

    /// <summary>Stores assignments that a program proposes, once.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="proposal">What is proposed.</param>
    /// <returns>The ids of their trials with the first seed.</returns>
    /// <exception cref="ExperimentRefusedException">It cannot be added.</exception>
    public async Task<IReadOnlyList<string>> Propose(ExperimentDetail experiment, Proposal proposal)
    {
        CheckKey(proposal.Key);
        if (!supply.About(experiment).TakesProposals)
            throw new ExperimentRefusedException($"The assignments of experiment {experiment.Summary.Id} come from its sampler, {experiment.Spec.Search.Sampler}; submit a spec with search.sampler: external to propose them.");
        IReadOnlyList<Addition> before = [.. experiment.Additions.TakeWhile(addition => addition.Key != proposal.Key)];
        if (before.Count < experiment.Additions.Count)
            return Ids(before, experiment.Additions[before.Count].Proposed.Count);
        RefuseGone(experiment);
        var assignments = await Task.Run(() => proposals.Checked(
            experiment.Spec, proposal.Assignments, before.SelectMany(addition => addition.Proposed), CancellationToken.None));
        var addition = new Addition { Key = proposal.Key, Proposed = assignments };
        var after = supply.Planner(experiment, [.. before, addition]).Trials;
        if (after > SearchSpec.MaximumTrials)
            throw new ExperimentRefusedException(TooMany);
        await Store(experiment, addition, after);
        return Ids(before, assignments.Count);

        IReadOnlyList<string> Ids(IReadOnlyList<Addition> additions, int count) => [.. Enumerable.Range(supply.Planner(experiment, additions).Trials + 1, count)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{experiment.Summary.Id}-{number}"))];
    }

    /// <summary>Queues what has failed.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <returns>How many trials there were.</returns>
    /// <exception cref="ExperimentRefusedException">The experiment was cancelled or deleted.</exception>
    public Task<int> RerunFailed(ExperimentDetail experiment)
    {
        RefuseGone(experiment);
        return trials.QueueFailed(experiment.Summary.Id, null, CancellationToken.None);
    }

    /// <summary>Queues a trial that has failed.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trial">One of its trials.</param>
    /// <exception cref="ExperimentRefusedException">It did not fail, or the experiment was cancelled or deleted.</exception>
    public Task Retry(ExperimentDetail experiment, TrialSummary trial)
    {
        RefuseGone(experiment);
        return trial.State switch
        {
            TrialState.Failed => trials.QueueFailed(experiment.Summary.Id, trial.Id, CancellationToken.None),
            TrialState.Queued or TrialState.Running => Task.CompletedTask,
            TrialState.Diverged => throw new ExperimentRefusedException($"Trial {trial.Id} has diverged and would again: a run depends on spec, seed and step alone. Change the spec, such as a smaller learning rate."),
            TrialState.Pruned => throw new ExperimentRefusedException($"Trial {trial.Id} was pruned, and goes on by itself where others turn out worse."),
            _ => throw new ExperimentRefusedException($"Trial {trial.Id} is {trial.State.ToString().ToLowerInvariant()}; only a trial that has failed can be tried again."),
        };
    }

    private static void CheckKey(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, SubmissionKey.MaximumLength);
    }

    private async Task Store(ExperimentDetail experiment, Addition addition, int trialCount)
    {
        if (!await store.Extend(experiment.Summary.Id, addition, trialCount, CancellationToken.None))
            throw new ExperimentRefusedException($"Experiment {experiment.Summary.Id} was cancelled or deleted meanwhile.");
    }

    private (Addition Addition, int TrialCount) Plan(
        ExperimentDetail experiment, Extension extension, IReadOnlyDictionary<int, TrialSummary> known, (int Trials, int Assignments, bool HasEnded) before)
    {
        var problem = extension switch
        {
            { Trials: < 0 } or { Seeds: < 0 } or { Trials: 0, Seeds: 0 } => "Say how many trials or seeds are to be added, at least one.",
            { Top: < 1 } => "Say how many of the best assignments get the seeds, at least one.",
            { Top: not null, Seeds: 0 } or { Top: not null, Trials: > 0 } => "The best assignments get seeds: say how many, and no trials.",
            { Top: not null } when experiment.Spec.Objective is null => $"Experiment {experiment.Summary.Id} has no objective, and so no best assignments; add seeds to all of them.",
            { Trials: > SearchSpec.MaximumTrials } or { Seeds: > SearchSpec.MaximumTrials } => TooMany,
            { Trials: > 0 } when (before.Assignments + (long)extension.Trials) * experiment.Spec.Seeds.Count > SearchSpec.MaximumTrials => TooMany,
            { Trials: > 0 and var trials } => Exhausted(experiment, before, trials),
            _ => null,
        };
        if (problem is not null)
            throw new ExperimentRefusedException(problem);
        var addition = new Addition { Key = extension.Key, Trials = extension.Trials, Seeds = NextSeeds(experiment, extension.Seeds), Only = Only(experiment, extension.Top, known) };
        var after = supply.Planner(experiment, [.. experiment.Additions, addition]);
        var (count, _, _) = after.Count(known, before.HasEnded);
        if (extension.Trials > 0 && after.AllAssignments < before.Assignments + extension.Trials)
            throw new ExperimentRefusedException($"The space has {after.AllAssignments} assignments, and {before.Assignments} of them are tried or to be tried: at most {after.AllAssignments - before.Assignments} can be added.");
        return count <= SearchSpec.MaximumTrials ? (addition, count) : throw new ExperimentRefusedException(TooMany);
    }

    private static string TooMany => string.Create(CultureInfo.InvariantCulture, $"An experiment has at most {SearchSpec.MaximumTrials:N0} trials; add fewer, or submit another.");

    private static void RefuseGone(ExperimentDetail experiment)
    {
        if (experiment.Summary.State == ExperimentState.Cancelled)
            throw new ExperimentRefusedException($"Experiment {experiment.Summary.Id} was cancelled, and stays so; submit its spec again.");
        if (experiment.Summary.GoesAt is not null)
            throw new ExperimentRefusedException($"Experiment {experiment.Summary.Id} was deleted; take that back first (fastode rm {experiment.Summary.Id} --undo).");
    }

    private string? Exhausted(ExperimentDetail experiment, (int Trials, int Assignments, bool HasEnded) before, int trials)
    {
        var sampler = supply.About(experiment);
        return sampler.TakesProposals
            ? $"A program proposes the assignments of experiment {experiment.Summary.Id}; let it propose more, or add seeds."
            : sampler.EndsByItself
            ? $"A {sampler.Name} search tries every assignment of its space, {before.Assignments} here, and none is left to add; add seeds, or submit a spec with more values."
            : before.HasEnded ? $"The search has tried all that its space holds, {before.Assignments} assignments; {trials} more cannot be added. Add seeds, or submit a spec with a wider space."
            : null;
    }

    /// <summary>Numbers behind the largest that any assignment has, so that what is added is new to every assignment.</summary>
    private static IReadOnlyList<long> NextSeeds(ExperimentDetail experiment, int count)
    {
        var largest = experiment.Spec.Seeds.Concat(experiment.Additions.SelectMany(addition => addition.Seeds)).Max();
        return largest + count <= LargestSeed
            ? [.. Enumerable.Range(1, count).Select(place => largest + place)]
            : throw new ExperimentRefusedException($"Seeds are counted on from the largest, {largest}, and end at {LargestSeed}; submit a spec with smaller seeds.");
    }

    private static IReadOnlyList<int>? Only(ExperimentDetail experiment, int? top, IReadOnlyDictionary<int, TrialSummary> known) => top is not { } most ? null
        : BestAssignments.Of(experiment.Spec.Objective!, known.Values, most) is { Count: > 0 } best ? best
        : throw new ExperimentRefusedException($"No trial of experiment {experiment.Summary.Id} has completed with a value of the objective {experiment.Spec.Objective!.Metric}.");
}

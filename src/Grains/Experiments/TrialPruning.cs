using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Grains.Specs;
using FastOde.Search.Pruners;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;
using FastOde.Specs.Pruners;
using FastOde.Storage.Pruning;

namespace FastOde.Grains.Experiments;

/// <summary>
/// What an experiment's pruner says of its trials: which are to stop, and which of those that were stopped may go on. It is
/// made of stored rows, and follows what trials report from there.
/// </summary>
internal sealed class TrialPruning
{
    private readonly IPruningStore store;
    private readonly ExperimentSpec spec;
    private readonly Objective objective;
    private readonly long experimentId;
    private readonly int steps;
    private readonly ReportHistory history = new();
    private readonly int assignments;
    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<Assignment, int> places = [];
    private readonly SortedDictionary<int, string> due = [];
    private Dictionary<int, int> judged = [];
    private IPruner pruner;
    private int withFirstSeed;

    private TrialPruning(IPruningStore store, ExperimentDetail experiment, int assignments)
    {
        (this.store, spec, experimentId, this.assignments) = (store, experiment.Spec, experiment.Summary.Id, assignments);
        pruner = Pruner(experiment);
        var objectives = spec.Objective!.Goals().Objectives;
        objective = objectives.FirstOrDefault(one => one.Text == (spec.Search.Pruner as JudgingPrunerSpec)?.By) ?? objectives[0];
        steps = TrialSteps.Of(spec.Trial);
    }

    /// <summary>The trials that are to stop, by number, with the reason.</summary>
    public IReadOnlyDictionary<int, string> Due => due;

    /// <summary>Reads what there is to know, and judges what nobody has judged before a crash; null where nothing prunes.</summary>
    /// <param name="store">The reports.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="assignments">How many assignments it was submitted with, at most.</param>
    /// <param name="trials">Those that are stored, by number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<TrialPruning?> Load(
        IPruningStore store, ExperimentDetail experiment, int assignments, IEnumerable<TrialSummary> trials, CancellationToken cancellationToken)
    {
        if (experiment.Spec is { Search.Pruner: NoPruningSpec } or { Objective: null })
            return null;
        var pruning = new TrialPruning(store, experiment, assignments);
        pruning.Put(trials);
        await pruning.Read(cancellationToken);
        return pruning;
    }

    /// <summary>Judges from now on with what was added to the experiment. The reports stay as they are, and a pruner has no memory.</summary>
    /// <param name="experiment">The experiment as it is now.</param>
    public void Revise(ExperimentDetail experiment) => pruner = Pruner(experiment);

    /// <summary>Takes in trials that are new or stand differently, by number.</summary>
    public void Put(IEnumerable<TrialSummary> trials)
    {
        foreach (var trial in trials)
            Put(trial);
    }

    /// <summary>Takes in one evaluation of a trial, and judges the trial by it.</summary>
    /// <param name="rows">Rows of one trial at one step.</param>
    /// <returns>Whether something is to be done now.</returns>
    public bool Report(IReadOnlyList<EvaluationRecord> rows)
    {
        if (rows.Count == 0 || !numbers.TryGetValue(rows[0].TrialId, out var number) || !Take(number, rows))
            return false;
        Judge(number);
        return due.Count > 0 || judged.Count > 0 || pruner.Promotable(history).Any();
    }

    /// <summary>Stores which trials were let go on, and queues those that were stopped and promise more by what is known now.</summary>
    /// <param name="trials">The trials by number.</param>
    /// <param name="cancellationToken">Ends it between two of them.</param>
    /// <returns>Those that are queued again, as they stand now.</returns>
    public async Task<IReadOnlyList<TrialSummary>> Settle(IReadOnlyDictionary<int, TrialSummary> trials, CancellationToken cancellationToken)
    {
        await NoteJudged(cancellationToken);
        List<TrialSummary> promoted = [];
        foreach (var number in pruner.Promotable(history).ToList())
        {
            await store.Promote(trials[number].Id, cancellationToken);
            promoted.Add(trials[number] with { State = TrialState.Queued, EndedAt = null, Message = null });
        }

        return promoted;
    }

    private void Put(TrialSummary trial)
    {
        numbers[trial.Id] = trial.Number;
        var outcome = TrialOutcomes.Of(trial.State);
        history.Put(history.Find(trial.Number) is { } before
            ? before with { Outcome = outcome }
            : new() { Number = trial.Number, Assignment = AssignmentOf(trial), Seed = trial.Seed, Outcome = outcome });
        if (outcome != TrialOutcome.Unfinished)
            due.Remove(trial.Number);
    }

    private async Task NoteJudged(CancellationToken cancellationToken)
    {
        if (judged.Count == 0)
            return;
        var noted = judged;
        judged = [];
        try
        {
            await store.NoteJudged(experimentId, noted, cancellationToken);
        }
        catch
        {
            foreach (var (number, step) in noted)
                judged.TryAdd(number, step);
            throw;
        }
    }

    private async Task Read(CancellationToken cancellationToken)
    {
        var judgedSteps = await store.JudgedSteps(experimentId, cancellationToken);
        var rows = await store.Reports(experimentId, objective.Metric, cancellationToken);
        foreach (var evaluation in rows.GroupBy(row => (row.TrialId, row.Step)))
            Take(numbers[evaluation.Key.TrialId], [.. evaluation]);
        foreach (var number in numbers.Values.Order())
        {
            if (history[number] is { Outcome: TrialOutcome.Unfinished, Last: { } last } && last.Step > judgedSteps.GetValueOrDefault(number))
                Judge(number);
        }
    }

    /// <summary>Takes in an evaluation that has the objective's cell.</summary>
    private bool Take(int number, IReadOnlyList<EvaluationRecord> rows)
    {
        var places = spec.Trial.Evaluation.Solvers.Select(solver => solver.Name).ToList();
        List<EvaluationRecord> own = [.. rows.Where(row => objective.Names(row.Metric)).OrderBy(row => places.IndexOf(row.Solver))];
        if (own.Count == 0 || history.Find(number) is null)
            return false;
        var value = objective.ValueIn(own) ?? double.NaN;
        history.Report(number, new TrialReport(own[0].Step, objective.Maximize ? -value : value));
        return true;
    }

    /// <summary>Every assignment comes with the first seed before it comes with another.</summary>
    private int AssignmentOf(TrialSummary trial)
    {
        var assignment = new Assignment(trial.Parameters);
        if (trial.Seed == spec.Seeds[0])
            places[assignment] = withFirstSeed++;
        return places[assignment];
    }

    private IPruner Pruner(ExperimentDetail experiment) => PrunerCatalog.Standard.Create(spec.Search.Pruner, new()
    {
        Steps = Math.Max(1, TrialSteps.Of(spec.Trial)),
        Assignments = assignments,
        Seeds = spec.Seeds.Count + experiment.Additions.Where(addition => addition.Only is null).Sum(addition => addition.Seeds.Count),
    });

    private void Judge(int number)
    {
        var trial = history[number];

        // One that has done all its steps is as good as completed.
        if (trial.Outcome != TrialOutcome.Unfinished || trial.Last!.Step >= steps)
            return;
        var decision = pruner.Judge(history, number);
        if (decision.Stops)
            due[number] = decision.Reason;
        else if (decision.Reason.Length > 0)
            judged[number] = trial.Last.Step;
    }
}

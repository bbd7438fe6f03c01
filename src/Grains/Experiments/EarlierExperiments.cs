using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Search.Spaces;
using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Experiments;

/// <summary>What a search may learn from the experiments that its spec names, and why it may not.</summary>
/// <param name="store">Where they are stored.</param>
/// <param name="results">What their trials measured.</param>
internal sealed class EarlierExperiments(IExperimentStore store, IResultQueries results)
{
    /// <summary>The results of finished trials of the experiments that a spec names, one for each assignment.</summary>
    /// <param name="spec">The spec, which has an objective.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The results, and what is wrong with the experiments; where something is, there are no results.</returns>
    public async Task<(IReadOnlyList<EarlierResult> Results, IReadOnlyList<string> Problems)> Read(ExperimentSpec spec, CancellationToken cancellationToken)
    {
        List<EarlierResult> found = [];
        List<string> problems = [];
        foreach (var id in spec.Search.From)
        {
            if (await store.Find(id, cancellationToken) is not { Summary.GoesAt: null } experiment)
                problems.Add($"There is no experiment {id} in this database; fastode ls lists those that there are.");
            else if (KeyProblem(spec, experiment) is { } problem)
                problems.Add(problem);
            else if (await Measured(spec, experiment, cancellationToken) is { Count: > 0 } measured)
                found.AddRange(measured);
            else
                problems.Add($"No trial of experiment {id} has completed with a value of {string.Join(" and ", spec.Objective!.Goals().Objectives.Select(objective => objective.Text))}, the objective here; name experiments that measured it, or remove this one.");
        }

        return problems.Count > 0 ? ([], problems) : (found, []);
    }

    private static string? KeyProblem(ExperimentSpec spec, ExperimentDetail experiment)
    {
        string[] own = [.. spec.Search.Space.Select(dimension => dimension.Key)];
        string[] other = [.. experiment.Spec.Search.Space.Select(dimension => dimension.Key)];
        return own.Except(other).FirstOrDefault() is { } missing
            ? $"Experiment {experiment.Summary.Id} does not search {missing}, which is searched here; a search learns from experiments over the same keys."
            : other.Except(own).FirstOrDefault() is { } more
            ? $"Experiment {experiment.Summary.Id} searches {more}, which is not searched here; a search learns from experiments over the same keys."
            : null;
    }

    /// <summary>The means of what is optimised and demanded here over the completed trials of each assignment that this search could suggest too.</summary>
    private async Task<IReadOnlyList<EarlierResult>> Measured(ExperimentSpec spec, ExperimentDetail experiment, CancellationToken cancellationToken)
    {
        var id = experiment.Summary.Id;
        var goals = spec.Objective!.Goals();
        var places = experiment.Spec.Trial.Evaluation.Solvers.Select(solver => solver.Name).ToList();
        var rows = (await results.Evaluations(TrialSelection.Of(id), cancellationToken)).ToLookup(row => row.TrialId);
        var trials = (await store.Trials(id, cancellationToken)).Where(trial => trial.State == TrialState.Completed);
        var space = new SearchSpace(spec.Search.Space);
        var groups = new TrialGroups<TrialSummary>(trials.Where(trial => trial.Parameters.All(entry => space.Find(entry.Key)!.CanBe(entry.Value))));
        return [.. Enumerable.Range(0, groups.Labels.Count).Select(group => Result(groups.Trials(group))).OfType<EarlierResult>()];

        EarlierResult? Result(IReadOnlyList<TrialSummary> seeds)
        {
            var last = seeds.Select(trial => rows[trial.Id].GroupBy(row => row.Step).MaxBy(evaluation => evaluation.Key))
                .OfType<IGrouping<int, EvaluationRecord>>().Select(evaluation => evaluation.OrderBy(row => places.IndexOf(row.Solver)).ToArray()).ToList();
            var others = last.Select(goals.OthersIn).ToList();
            IReadOnlyList<double?> means = others.Count == 0 ? [] : [.. others[0].Select((_, place) => Spread.OfFinite(others.Select(own => own[place]))?.Mean)];
            return Spread.OfFinite(last.Select(goals.ValueIn))?.Mean is { } value && goals.Point(value, means) is not null
                ? new() { ExperimentId = id, Parameters = seeds[0].Parameters, Value = value, OtherValues = means }
                : null;
        }
    }
}

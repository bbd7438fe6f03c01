using System.Linq.Expressions;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Contracts.Queries;
using FastOde.Storage.Curation;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;

namespace FastOde.Storage.Results;

/// <summary>An <see cref="ExperimentQuery"/> as a query of the database.</summary>
internal static class ExperimentMatches
{
    /// <summary>The experiments that a query asks for.</summary>
    /// <param name="context">The database.</param>
    /// <param name="query">What was typed.</param>
    public static IQueryable<ExperimentEntity> ExperimentsThatMatch(this FastOdeContext context, ExperimentQuery query)
    {
        var isDeleted = query.Deleted;
        var matches = context.Experiments.Where(experiment => !experiment.IsRemoving && (experiment.GoesAt != null) == isDeleted);
        if (query.Archived is { } isArchived)
            matches = matches.Where(experiment => (experiment.ArchivedAt != null) == isArchived);
        foreach (var tag in query.Tags.Select(TagText.Part))
            matches = matches.Where(experiment => experiment.Tags.Contains(tag));
        foreach (var word in query.Words)
        {
            var named = context.ExperimentsNamed(word);
            matches = matches.Where(experiment => named.Any(other => other.Id == experiment.Id));
        }

        if (query.State is { } state)
            matches = matches.Where(experiment => experiment.State == state);

        if (query.Data is { } data)
        {
            var on = context.ExperimentsOn(data);
            var searched = context.AssignmentsThatMeet(new TrialCondition("data.name", null, Relation.Equal, null, data));
            matches = matches.Where(experiment => on.Any(other => other.Id == experiment.Id) || searched.Any(assignment => assignment.ExperimentId == experiment.Id));
        }

        if (query.Conditions.Count > 0)
        {
            var trials = context.TrialsThatMeet(context.Trials, query.Conditions);
            matches = matches.Where(experiment => trials.Any(trial => trial.ExperimentId == experiment.Id));
        }

        return matches;
    }

    /// <summary>The trials of an experiment that a query asks for.</summary>
    /// <param name="context">The database.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="query">What was typed.</param>
    public static IQueryable<TrialEntity> TrialsThatMatch(this FastOdeContext context, long experimentId, TrialQuery query)
    {
        var trials = context.Trials.Where(trial => trial.ExperimentId == experimentId);
        if (query.States is { Count: > 0 } states)
            trials = trials.Where(trial => states.Contains(trial.State));
        return context.TrialsThatMeet(trials, query.Conditions);
    }

    /// <summary>A metric's rows of trials' last evaluations, which are what the trials came to.</summary>
    /// <param name="context">The database.</param>
    /// <param name="metric">The metric, with whichever extractor where it names none.</param>
    /// <param name="cell">The cell; null for every one.</param>
    public static IQueryable<EvaluationEntity> LastEvaluations(this FastOdeContext context, string metric, EvaluationCell? cell)
    {
        var withExtractor = metric + "[";
        var rows = context.Evaluations.Where(row => (row.Metric!.Name == metric || row.Metric.Name.StartsWith(withExtractor))
            && row.Step == context.Evaluations.Where(other => other.TrialId == row.TrialId).Max(other => other.Step));
        return cell is { } asked ? rows.Where(row => row.Solver!.Name == asked.Solver && row.Number == asked.Number) : rows;
    }

    private static IQueryable<TrialEntity> TrialsThatMeet(this FastOdeContext context, IQueryable<TrialEntity> trials, IEnumerable<TrialCondition> conditions) =>
        conditions.Aggregate(trials, (left, condition) => context.Meet(left, condition));

    private static IQueryable<TrialEntity> Meet(this FastOdeContext context, IQueryable<TrialEntity> trials, TrialCondition condition)
    {
        if (condition.Key == TrialQuery.Objective)
            return trials.Where(Related<TrialEntity>(trial => trial.ObjectiveValue, condition));

        if (condition.Key == TrialQuery.Seed)
            return trials.Where(Related<TrialEntity>(trial => trial.Seed, condition));

        if (condition.Cell is null && !MetricCatalog.Knows(condition.Key))
        {
            var assignments = context.AssignmentsThatMeet(condition);
            return trials.Where(trial => assignments.Any(assignment => assignment.Id == trial.AssignmentId));
        }

        var met = context.LastEvaluations(condition.Key, condition.Cell).Where(Related<EvaluationEntity>(row => row.Value, condition));
        return trials.Where(trial => met.Any(row => row.TrialId == trial.Id));
    }

    private static Expression<Func<T, bool>> Related<T>(Expression<Func<T, double?>> value, TrialCondition condition)
    {
        var number = Expression.Constant(condition.Number, typeof(double?));
        return Expression.Lambda<Func<T, bool>>(
            condition.Relation switch
            {
                Relation.Less => Expression.LessThan(value.Body, number),
                Relation.LessOrEqual => Expression.LessThanOrEqual(value.Body, number),
                Relation.Greater => Expression.GreaterThan(value.Body, number),
                Relation.GreaterOrEqual => Expression.GreaterThanOrEqual(value.Body, number),
                Relation.Equal => Expression.Equal(value.Body, number),
                _ => Expression.NotEqual(value.Body, number),
            },
            value.Parameters);
    }
}

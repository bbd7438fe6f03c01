using System.Linq.Expressions;
using FastOde.Analysis.Metrics;
using FastOde.Contracts.Queries;
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
        IQueryable<ExperimentEntity> matches = context.Experiments;
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
            var trials = query.Conditions.Aggregate((IQueryable<TrialEntity>)context.Trials, (left, condition) => context.Meet(left, condition));
            matches = matches.Where(experiment => trials.Any(trial => trial.ExperimentId == experiment.Id));
        }

        return matches;
    }

    private static IQueryable<TrialEntity> Meet(this FastOdeContext context, IQueryable<TrialEntity> trials, TrialCondition condition)
    {
        if (condition.Key == ExperimentQuery.Objective)
            return trials.Where(Related<TrialEntity>(trial => trial.ObjectiveValue, condition));

        if (condition.Cell is null && !MetricCatalog.Knows(condition.Key))
        {
            var assignments = context.AssignmentsThatMeet(condition);
            return trials.Where(trial => assignments.Any(assignment => assignment.Id == trial.AssignmentId));
        }

        // The last evaluation of a trial is what it came to.
        var (metric, withExtractor) = (condition.Key, condition.Key + "[");
        var rows = context.Evaluations.Where(row => (row.Metric!.Name == metric || row.Metric.Name.StartsWith(withExtractor))
            && row.Step == context.Evaluations.Where(other => other.TrialId == row.TrialId).Max(other => other.Step));
        if (condition.Cell is { } cell)
            rows = rows.Where(row => row.Solver!.Name == cell.Solver && row.Number == cell.Number);
        var met = rows.Where(Related<EvaluationEntity>(row => row.Value, condition));
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

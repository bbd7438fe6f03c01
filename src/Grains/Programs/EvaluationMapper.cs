using FastOde.Contracts.Results;
using FastOde.FlowMatching.Metrics;
using CurvatureProfile = FastOde.Contracts.Results.CurvatureProfile;

namespace FastOde.Grains.Programs;

/// <summary>Turns what the trainer measured into what is stored.</summary>
internal static class EvaluationMapper
{
    /// <summary>The rows of a table.</summary>
    public static IReadOnlyList<EvaluationRecord> Rows(string trialId, int step, EvaluationTable table) =>
        [.. table.Rows.Select(row => new EvaluationRecord
        {
            TrialId = trialId,
            Step = step,
            Metric = row.Metric,
            Solver = row.Solver,
            Number = row.Number,
            Steps = row.Steps,
            Nfe = row.Nfe,
            Value = row.Value,
            Floor = row.Floor,
            Seconds = row.Seconds,
            Remark = row.Remark,
        })];

    /// <summary>Curvature over time by the first solver at its finest; null where curvature was not measured.</summary>
    public static CurvatureProfile? Profile(string trialId, int step, EvaluationTable table)
    {
        var finest = table.CurvatureProfiles
            .Where(profile => profile.Solver == table.CurvatureProfiles[0].Solver)
            .MaxBy(profile => profile.Number);
        return finest is null ? null : new() { TrialId = trialId, Step = step, Bins = finest.Bins };
    }

    /// <summary>Trajectories in the plane; null where the table has none.</summary>
    public static TrajectorySet? Trajectories(string trialId, int step, EvaluationTable table) => table.Trajectories is not { } sample
        ? null
        : new()
        {
            TrialId = trialId,
            Step = step,
            Times = sample.Times,
            X = [.. sample.Points.SelectMany(point => point.Select(state => state[0]))],
            Y = [.. sample.Points.SelectMany(point => point.Select(state => state[1]))],
        };
}

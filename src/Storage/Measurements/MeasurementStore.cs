using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;
using FastOde.Storage.Trials;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Measurements;

/// <summary>Measurements in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="artifacts">Keeps the files that are recorded.</param>
internal sealed class MeasurementStore(DatabaseAccess database, IArtifactStore artifacts) : IMeasurementStore
{
    private const string PutObjective = "UPDATE trials SET objective_value = @p1, other_values = @p2 WHERE id = @p0";

    private const string PutEnvironment = "UPDATE attempts SET environment = @p2 WHERE trial_id = @p0 AND epoch = @p1";

    private const string PutCell =
        """
        INSERT INTO evaluations (trial_id, step, metric_id, solver_id, number, steps, nfe, value, floor, seconds, remark)
        SELECT @p0, @p1, metrics.id, solvers.id, @p4, @p5, @p6, @p7, @p8, @p9, @p10
        FROM metrics, solvers WHERE metrics.name = @p2 AND solvers.name = @p3
        ON CONFLICT (trial_id, step, solver_id, number, metric_id) DO UPDATE SET steps = excluded.steps, nfe = excluded.nfe,
            value = excluded.value, floor = excluded.floor, seconds = excluded.seconds, remark = excluded.remark
        """;

    private const string NumberMetric = "INSERT INTO metrics (name) VALUES (@p0) ON CONFLICT DO NOTHING";
    private const string NumberSolver = "INSERT INTO solvers (name) VALUES (@p0) ON CONFLICT DO NOTHING";

    private const string PutProfile =
        "INSERT INTO curvature_profiles (trial_id, step, bins) VALUES (@p0, @p1, @p2) ON CONFLICT (trial_id, step) DO UPDATE SET bins = excluded.bins";

    private const string PutTrajectories =
        """
        INSERT INTO trajectories (trial_id, step, times, x, y) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (trial_id) DO UPDATE SET step = excluded.step, times = excluded.times, x = excluded.x, y = excluded.y
            WHERE excluded.step >= trajectories.step
        """;

    private const string PutArtifact =
        """
        INSERT INTO artifacts (trial_id, kind, path, step, bytes, sha256) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (trial_id, kind, path) DO UPDATE SET step = excluded.step, bytes = excluded.bytes, sha256 = excluded.sha256
        """;

    private const string DropArtifact = "DELETE FROM artifacts WHERE trial_id = @p0 AND path = @p1";

    /// <inheritdoc/>
    public async Task Add(AttemptLease lease, IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken)
    {
        foreach (var evaluation in reports.OfType<EvaluationReport>())
            CheckTrial(lease, evaluation);

        // Kept before it is on record, and on record for as long as it is kept.
        foreach (var file in reports.OfType<ArtifactReport>().SelectMany(report => report.Written))
            await artifacts.Put(file, cancellationToken).ConfigureAwait(false);
        await database.Write(
            async context =>
            {
                var trialId = await context.Hold(lease, cancellationToken).ConfigureAwait(false);
                List<MetricPoint> points = [.. reports.OfType<MetricReport>().SelectMany(report => report.Points)];
                if (points.Count > 0)
                    await PutPoints(context, trialId, points, cancellationToken).ConfigureAwait(false);
                foreach (var told in reports.OfType<EnvironmentReport>())
                    await context.Statements.Execute(PutEnvironment, cancellationToken, trialId, lease.Epoch, StorageJson.Write(told.Environment)).ConfigureAwait(false);
                foreach (var evaluation in reports.OfType<EvaluationReport>())
                    await PutEvaluation(context, trialId, evaluation, cancellationToken).ConfigureAwait(false);
                foreach (var files in reports.OfType<ArtifactReport>())
                    await PutArtifacts(context, trialId, files, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (reports.OfType<ArtifactReport>().SelectMany(report => report.Deleted).ToList() is { Count: > 0 } gone)
            await artifacts.Delete(gone, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> EvaluatedSteps(string trialId, CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyList<int>)await context.Evaluations
            .Where(row => row.Trial!.PublicId == trialId)
            .Select(row => row.Step)
            .Distinct()
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false),
        cancellationToken);

    private static async Task PutPoints(FastOdeContext context, long trialId, List<MetricPoint> points, CancellationToken cancellationToken)
    {
        var series = await SeriesIds(context, trialId, points, cancellationToken).ConfigureAwait(false);

        // The last of two values for one step counts, as it would had they come in two transactions.
        var values = new Dictionary<(long Series, int Step), double>(points.Count);
        foreach (var point in points)
            values[(series[point.Name], point.Step)] = point.Value;
        await MetricPointInsert.Run(context, values, cancellationToken).ConfigureAwait(false);
    }

    private static async Task PutEvaluation(FastOdeContext context, long trialId, EvaluationReport evaluation, CancellationToken cancellationToken)
    {
        var statements = context.Statements;
        if (evaluation.Objective is not null || evaluation.OtherValues.Count > 0)
        {
            var others = evaluation.OtherValues.Count == 0 ? null : StorageJson.Write(evaluation.OtherValues);
            await statements.Execute(PutObjective, cancellationToken, trialId, MissingNumber.Store(evaluation.Objective ?? double.NaN), others).ConfigureAwait(false);
        }

        foreach (var row in evaluation.Rows)
        {
            if (await Put(context, trialId, row, cancellationToken).ConfigureAwait(false) > 0)
                continue;
            await statements.Execute(NumberMetric, cancellationToken, row.Metric).ConfigureAwait(false);
            await statements.Execute(NumberSolver, cancellationToken, row.Solver).ConfigureAwait(false);
            await Put(context, trialId, row, cancellationToken).ConfigureAwait(false);
        }

        if (evaluation.Profile is { } profile)
            await statements.Execute(PutProfile, cancellationToken, trialId, profile.Step, StorageJson.Write(profile.Bins)).ConfigureAwait(false);
        if (evaluation.Trajectories is { } set)
        {
            await statements.Execute(
                PutTrajectories, cancellationToken, trialId, set.Step, FloatBytes.Write(set.Times), FloatBytes.Write(set.X), FloatBytes.Write(set.Y)).ConfigureAwait(false);
        }
    }

    private static async Task PutArtifacts(FastOdeContext context, long trialId, ArtifactReport artifacts, CancellationToken cancellationToken)
    {
        foreach (var artifact in artifacts.Written)
        {
            await context.Statements.Execute(
                PutArtifact, cancellationToken, trialId, artifact.Kind, artifact.Path, artifact.Step, artifact.Bytes, artifact.Sha256).ConfigureAwait(false);
        }

        foreach (var path in artifacts.Deleted)
            await context.Statements.Execute(DropArtifact, cancellationToken, trialId, path).ConfigureAwait(false);
    }

    private static async Task<Dictionary<string, long>> SeriesIds(
        FastOdeContext context, long trialId, List<MetricPoint> points, CancellationToken cancellationToken)
    {
        var series = await context.MetricSeries.Where(item => item.TrialId == trialId)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        List<MetricSeriesEntity> missing = [.. points.Select(point => point.Name).Distinct()
            .Except(series.Select(item => item.Name))
            .Select(name => new MetricSeriesEntity { TrialId = trialId, Name = name })];
        context.MetricSeries.AddRange(missing);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return series.Concat(missing).ToDictionary(item => item.Name, item => item.Id);
    }

    /// <summary>Stores a cell where its metric and solver have numbers.</summary>
    /// <returns>How many cells were stored.</returns>
    private static Task<int> Put(FastOdeContext context, long trialId, EvaluationRecord row, CancellationToken cancellationToken) =>
        context.Statements.Execute(
            PutCell,
            cancellationToken,
            trialId,
            row.Step,
            row.Metric,
            row.Solver,
            row.Number,
            row.Steps,
            row.Nfe,
            MissingNumber.Store(row.Value),
            MissingNumber.Store(row.Floor ?? double.NaN),
            row.Seconds,
            row.Remark);

    private static void CheckTrial(AttemptLease lease, EvaluationReport evaluation)
    {
        IEnumerable<string?> named = [.. evaluation.Rows.Select(row => row.TrialId), evaluation.Profile?.TrialId, evaluation.Trajectories?.TrialId];
        if (named.FirstOrDefault(id => id is not null && id != lease.TrialId) is { } other)
            throw new ArgumentException($"a measurement of trial {other} was given under the lease of trial {lease.TrialId}", nameof(lease));
    }
}

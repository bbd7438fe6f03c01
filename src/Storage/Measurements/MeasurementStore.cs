using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;
using FastOde.Storage.Trials;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Measurements;

/// <summary>Measurements in the database.</summary>
/// <param name="database">The database.</param>
internal sealed class MeasurementStore(DatabaseAccess database) : IMeasurementStore
{
    private const string PutObjective = "UPDATE trials SET objective_value = @p1 WHERE id = @p0";

    private const string PutCell =
        """
        INSERT INTO evaluations (trial_id, step, metric, solver, number, steps, nfe, value, floor, seconds, remark)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)
        ON CONFLICT (trial_id, step, metric, solver, number) DO UPDATE SET steps = excluded.steps, nfe = excluded.nfe,
            value = excluded.value, floor = excluded.floor, seconds = excluded.seconds, remark = excluded.remark
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<AttemptLease>> AddMetrics(IReadOnlyList<MetricBatch> batches, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var refused = new List<AttemptLease>();
            var values = new Dictionary<(long Series, int Step), double>(batches.Sum(batch => batch.Points.Count));
            foreach (var attempt in batches.GroupBy(batch => (batch.Lease.TrialId, batch.Lease.Epoch)))
            {
                AttemptLease lease = attempt.First().Lease;
                if (await context.TryHold(lease, cancellationToken).ConfigureAwait(false) is not { } trialId)
                {
                    refused.Add(lease);
                    continue;
                }

                // The last of two values for one step counts, as it would had they come in two batches.
                List<MetricPoint> points = [.. attempt.SelectMany(batch => batch.Points)];
                Dictionary<string, long> series = await SeriesIds(context, trialId, points, cancellationToken).ConfigureAwait(false);
                foreach (MetricPoint point in points)
                    values[(series[point.Name], point.Step)] = point.Value;
            }

            await MetricPointInsert.Run(context, values, cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<AttemptLease>)refused;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task AddEvaluation(
        AttemptLease lease,
        IReadOnlyList<EvaluationRecord> rows,
        CurvatureProfile? profile,
        double? objectiveValue,
        CancellationToken cancellationToken)
    {
        foreach (EvaluationRecord row in rows)
            CheckTrial(lease, row.TrialId);
        if (profile is not null)
            CheckTrial(lease, profile.TrialId);
        return database.Write(
            async context =>
            {
                long trialId = await context.Hold(lease, cancellationToken).ConfigureAwait(false);
                if (objectiveValue is { } objective)
                    await context.Statements.Execute(PutObjective, cancellationToken, trialId, MissingNumber.Store(objective)).ConfigureAwait(false);
                foreach (EvaluationRecord row in rows)
                    await Put(context, trialId, row, cancellationToken).ConfigureAwait(false);
                if (profile is not null)
                    await PutProfile(context, trialId, profile, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
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

    /// <inheritdoc/>
    public Task AddArtifact(AttemptLease lease, ArtifactRecord artifact, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            long trialId = await context.Hold(lease, cancellationToken).ConfigureAwait(false);
            await context.Artifacts
                .Where(other => other.TrialId == trialId && other.Kind == artifact.Kind && other.Path == artifact.Path)
                .ExecuteDeleteAsync(cancellationToken)
                .ConfigureAwait(false);
            context.Artifacts.Add(new ArtifactEntity
            {
                TrialId = trialId,
                Kind = artifact.Kind,
                Path = artifact.Path,
                Step = artifact.Step,
                Bytes = artifact.Bytes,
                Sha256 = artifact.Sha256,
            });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RemoveArtifacts(AttemptLease lease, IReadOnlyList<string> paths, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            long trialId = await context.Hold(lease, cancellationToken).ConfigureAwait(false);
            await context.Artifacts.Where(artifact => artifact.TrialId == trialId && EF.Parameter(paths).Contains(artifact.Path))
                .ExecuteDeleteAsync(cancellationToken)
                .ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task AddTrajectories(AttemptLease lease, TrajectorySet trajectories, CancellationToken cancellationToken)
    {
        CheckTrial(lease, trajectories.TrialId);
        return database.Write(
            async context =>
            {
                long trialId = await context.Hold(lease, cancellationToken).ConfigureAwait(false);
                await context.Trajectories.Where(set => set.TrialId == trialId && set.Step <= trajectories.Step)
                    .ExecuteDeleteAsync(cancellationToken)
                    .ConfigureAwait(false);
                if (await context.Trajectories.AnyAsync(set => set.TrialId == trialId, cancellationToken).ConfigureAwait(false))
                    return;
                context.Trajectories.Add(new TrajectoryEntity
                {
                    TrialId = trialId,
                    Step = trajectories.Step,
                    Times = trajectories.Times,
                    X = trajectories.X,
                    Y = trajectories.Y,
                });
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static async Task<Dictionary<string, long>> SeriesIds(
        FastOdeContext context, long trialId, List<MetricPoint> points, CancellationToken cancellationToken)
    {
        List<MetricSeriesEntity> series = await context.MetricSeries.Where(item => item.TrialId == trialId)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        List<MetricSeriesEntity> missing = [.. points.Select(point => point.Name).Distinct()
            .Except(series.Select(item => item.Name))
            .Select(name => new MetricSeriesEntity { TrialId = trialId, Name = name })];
        context.MetricSeries.AddRange(missing);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return series.Concat(missing).ToDictionary(item => item.Name, item => item.Id);
    }

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

    private static async Task PutProfile(FastOdeContext context, long trialId, CurvatureProfile profile, CancellationToken cancellationToken)
    {
        CurvatureProfileEntity? stored = await context.CurvatureProfiles
            .SingleOrDefaultAsync(other => other.TrialId == trialId && other.Step == profile.Step, cancellationToken)
            .ConfigureAwait(false);
        if (stored is null)
            context.CurvatureProfiles.Add(new CurvatureProfileEntity { TrialId = trialId, Step = profile.Step, Bins = profile.Bins });
        else
            stored.Bins = profile.Bins;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void CheckTrial(AttemptLease lease, string trialId)
    {
        if (trialId != lease.TrialId)
            throw new ArgumentException($"a measurement of trial {trialId} was given under the lease of trial {lease.TrialId}", nameof(lease));
    }
}

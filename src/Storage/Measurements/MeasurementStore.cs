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
                {
                    await context.Trials.Where(trial => trial.Id == trialId)
                        .ExecuteUpdateAsync(set => set.SetProperty(trial => trial.ObjectiveValue, MissingNumber.Store(objective)), cancellationToken)
                        .ConfigureAwait(false);
                }

                await PutRows(context, trialId, rows, cancellationToken).ConfigureAwait(false);
                if (profile is not null)
                    await PutProfile(context, trialId, profile, cancellationToken).ConfigureAwait(false);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
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

    private static async Task PutRows(
        FastOdeContext context, long trialId, IReadOnlyList<EvaluationRecord> rows, CancellationToken cancellationToken)
    {
        List<int> steps = [.. rows.Select(row => row.Step).Distinct()];
        Dictionary<(int, string, string, double), EvaluationEntity> cells = (await context.Evaluations
            .Where(row => row.TrialId == trialId && EF.Parameter(steps).Contains(row.Step))
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false)).ToDictionary(row => (row.Step, row.Metric, row.Solver, row.Number));
        foreach (EvaluationRecord row in rows)
        {
            var key = (row.Step, row.Metric, row.Solver, row.Number);
            if (!cells.TryGetValue(key, out EvaluationEntity? cell))
            {
                cell = new EvaluationEntity
                {
                    TrialId = trialId,
                    Step = row.Step,
                    Metric = row.Metric,
                    Solver = row.Solver,
                    Number = row.Number,
                    Steps = row.Steps,
                    Nfe = row.Nfe,
                    Seconds = row.Seconds,
                };
                cells.Add(key, cell);
                context.Evaluations.Add(cell);
            }

            cell.Steps = row.Steps;
            cell.Nfe = row.Nfe;
            cell.Value = MissingNumber.Store(row.Value);
            cell.Floor = MissingNumber.Store(row.Floor ?? double.NaN);
            cell.Seconds = row.Seconds;
            cell.Remark = row.Remark;
        }
    }

    private static async Task PutProfile(FastOdeContext context, long trialId, CurvatureProfile profile, CancellationToken cancellationToken)
    {
        CurvatureProfileEntity? stored = await context.CurvatureProfiles
            .SingleOrDefaultAsync(other => other.TrialId == trialId && other.Step == profile.Step, cancellationToken)
            .ConfigureAwait(false);
        if (stored is null)
            context.CurvatureProfiles.Add(new CurvatureProfileEntity { TrialId = trialId, Step = profile.Step, Bins = profile.Bins });
        else
            stored.Bins = profile.Bins;
    }

    private static void CheckTrial(AttemptLease lease, string trialId)
    {
        if (trialId != lease.TrialId)
            throw new ArgumentException($"a measurement of trial {trialId} was given under the lease of trial {lease.TrialId}", nameof(lease));
    }
}

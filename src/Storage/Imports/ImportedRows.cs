using System.Globalization;
using FastOde.Specs.Reading;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Measurements;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Imports;

/// <summary>Copies the rows of experiments from one database to another, in the other's transaction.</summary>
/// <param name="source">Where they are.</param>
/// <param name="target">Where they go.</param>
/// <param name="plan">What they and those that they name are called there.</param>
/// <param name="files">Says where their files are.</param>
/// <param name="work">Told of each trial.</param>
internal sealed class ImportedRows(FastOdeContext source, FastOdeContext target, ImportPlan plan, ImportedFiles files, ImportWork work)
{
    private const string Spec = "SELECT spec FROM experiments WHERE id = @p0";
    private const string PutSpec = "UPDATE experiments SET spec = @p1 WHERE id = @p0";
    private const string Points = "SELECT step, value FROM metric_points WHERE series_id = @p0 ORDER BY step";

    private readonly Dictionary<long, long> metrics = [];
    private readonly Dictionary<long, long> solvers = [];

    /// <summary>Copies an experiment with all that its trials have measured.</summary>
    public async Task Copy(ImportedExperiment experiment, CancellationToken cancellationToken)
    {
        await Number(cancellationToken).ConfigureAwait(false);
        await CopyExperiment(experiment, cancellationToken).ConfigureAwait(false);
        var assignments = await CopyAssignments(experiment, cancellationToken).ConfigureAwait(false);
        var trials = await source.Trials.AsNoTracking().Where(trial => trial.ExperimentId == experiment.There).OrderBy(trial => trial.Number)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var trial in trials)
        {
            await CopyTrial(trial, experiment, assignments[trial.AssignmentId], cancellationToken).ConfigureAwait(false);
            target.ChangeTracker.Clear();
            work.Did();
        }
    }

    /// <summary>Gives every metric and solver of there its number here.</summary>
    private async Task Number(CancellationToken cancellationToken)
    {
        if (metrics.Count + solvers.Count > 0)
            return;
        foreach (var metric in await source.Set<MetricEntity>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false))
            metrics[metric.Id] = await Number("metrics", metric.Name, cancellationToken).ConfigureAwait(false);
        foreach (var solver in await source.Set<SolverEntity>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false))
            solvers[solver.Id] = await Number("solvers", solver.Name, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> Number(string table, string name, CancellationToken cancellationToken)
    {
        await target.Statements.Execute($"INSERT INTO {table} (name) VALUES (@p0) ON CONFLICT DO NOTHING", cancellationToken, name).ConfigureAwait(false);
        return await target.Statements.Number($"SELECT id FROM {table} WHERE name = @p0", cancellationToken, name).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{name} was given no number in {table}");
    }

    private async Task CopyExperiment(ImportedExperiment experiment, CancellationToken cancellationToken)
    {
        var row = await source.Experiments.AsNoTracking().SingleAsync(row => row.Id == experiment.There, cancellationToken).ConfigureAwait(false);
        row.Id = experiment.Here;
        row.SpecText = TrialNames.RenumberedSpec(row.SpecText, plan.IdOf);
        row.EarlierResults = row.EarlierResults is { } earlier ? Renumbered(earlier) : null;
        row.Additions = row.Additions is { } additions ? Renumbered(additions) : null;

        // Whoever named the submission asks the server that took it.
        row.SubmissionKey = null;
        target.Experiments.Add(row);
        await target.SaveChangesAsync(cancellationToken).ConfigureAwait(false);

        // As it is stored: what the assignments say is how they differ from it.
        var spec = "";
        await source.Statements.Read(Spec, read => spec = read.GetString(0), cancellationToken, experiment.There).ConfigureAwait(false);
        await target.Statements.Execute(PutSpec, cancellationToken, experiment.Here, Lineage.Renumbered(spec, plan.IdOf)).ConfigureAwait(false);
    }

    private async Task<Dictionary<long, long>> CopyAssignments(ImportedExperiment experiment, CancellationToken cancellationToken)
    {
        var there = await source.Assignments.AsNoTracking().Where(row => row.ExperimentId == experiment.There).OrderBy(row => row.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        List<AssignmentEntity> here = [.. there.Select(row => new AssignmentEntity
        {
            ExperimentId = experiment.Here,
            Parameters = Renumbered(row.Parameters),
            Spec = Lineage.Renumbered(row.Spec, plan.IdOf),
        })];
        target.Assignments.AddRange(here);
        await target.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return there.Zip(here).ToDictionary(pair => pair.First.Id, pair => pair.Second.Id);
    }

    private async Task CopyTrial(TrialEntity trial, ImportedExperiment experiment, long assignment, CancellationToken cancellationToken)
    {
        var there = trial.Id;
        trial.Id = 0;
        trial.ExperimentId = experiment.Here;
        trial.PublicId = string.Create(CultureInfo.InvariantCulture, $"{experiment.Here}-{trial.Number}");
        trial.AssignmentId = assignment;
        target.Trials.Add(trial);
        await target.SaveChangesAsync(cancellationToken).ConfigureAwait(false);

        var here = trial.Id;
        await CopyAll(source.Attempts.Where(row => row.TrialId == there), row => row.TrialId = here, cancellationToken).ConfigureAwait(false);
        await CopyAll(
            source.Artifacts.Where(row => row.TrialId == there),
            row => (row.TrialId, row.Path) = (here, files.PathOf(row.Path, experiment)),
            cancellationToken).ConfigureAwait(false);
        await CopyAll(
            source.Evaluations.Where(row => row.TrialId == there),
            row => (row.TrialId, row.MetricId, row.SolverId) = (here, metrics[row.MetricId], solvers[row.SolverId]),
            cancellationToken).ConfigureAwait(false);
        await CopyAll(source.CurvatureProfiles.Where(row => row.TrialId == there), row => row.TrialId = here, cancellationToken).ConfigureAwait(false);
        await CopyAll(source.Trajectories.Where(row => row.TrialId == there), row => row.TrialId = here, cancellationToken).ConfigureAwait(false);
        await target.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await CopyPoints(there, here, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAll<T>(IQueryable<T> rows, Action<T> move, CancellationToken cancellationToken)
        where T : class
    {
        foreach (var row in await rows.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            move(row);
            target.Add(row);
        }
    }

    private async Task CopyPoints(long there, long here, CancellationToken cancellationToken)
    {
        var all = await source.MetricSeries.AsNoTracking().Where(row => row.TrialId == there).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var copies = all.ConvertAll(row => new MetricSeriesEntity { TrialId = here, Name = row.Name });
        target.MetricSeries.AddRange(copies);
        await target.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (from, to) in all.Zip(copies))
        {
            var points = new Dictionary<(long Series, int Step), double>();
            await source.Statements.Read(
                Points, row => points[(to.Id, row.GetInt32(0))] = row.IsDBNull(1) ? double.NaN : row.GetDouble(1), cancellationToken, from.Id).ConfigureAwait(false);
            await MetricPointInsert.Run(target, points, cancellationToken).ConfigureAwait(false);
        }
    }

    private T Renumbered<T>(T value) => StorageJson.Read<T>(Lineage.Renumbered(StorageJson.Write(value), plan.IdOf));
}

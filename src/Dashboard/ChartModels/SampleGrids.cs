using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Specs.Networks;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The sample grids of a trial, step by step and cell by cell, found among its files.</summary>
public static class SampleGrids
{
    /// <summary>Whether trials of a spec generate images, and so leave grids instead of trajectories in the plane.</summary>
    /// <param name="trial">What a trial runs.</param>
    public static bool AreLeftBy(TrialSpec trial) => trial.Function is null && trial.Network is UNetSpec;

    /// <summary>Training steps at which grids were stored, the latest first.</summary>
    /// <param name="artifacts">Files of one trial.</param>
    public static IReadOnlyList<int> Steps(IEnumerable<ArtifactRecord> artifacts) =>
        [.. artifacts.Where(artifact => artifact.Kind == ArtifactKinds.Samples).Select(artifact => artifact.Step).Distinct().OrderDescending()];

    /// <summary>The grids of one step, solver by solver, the coarsest number first.</summary>
    /// <param name="artifacts">Files of one trial.</param>
    /// <param name="rows">Its evaluation rows, which name the cells in full.</param>
    /// <param name="step">The training step.</param>
    public static IReadOnlyList<SampleGrid> Of(IEnumerable<ArtifactRecord> artifacts, IEnumerable<EvaluationRecord> rows, int step) =>
        Grids(artifacts, rows, step, ArtifactKinds.Samples);

    private static IReadOnlyList<SampleGrid> Grids(IEnumerable<ArtifactRecord> artifacts, IEnumerable<EvaluationRecord> rows, int step, string kind)
    {
        var cells = rows.Where(row => row.Step == step).ToLookup(row => new EvaluationCell(FileText(row.Solver), row.Number));
        var grids =
            from artifact in artifacts
            where artifact.Kind == kind && artifact.Step == step
            let cell = Cell(artifact.Path)
            let measured = cells[cell].ToList()
            orderby cell.Solver, measured.Count > 0 ? measured[0].Nfe : Coarseness(cell.Number)
            select new SampleGrid
            {
                Artifact = artifact,
                Title = Title(measured.Count > 0 ? measured[0].Solver : cell.Solver, cell.Number, measured.Count > 0 ? measured[0].Nfe : null),
                Readings = [.. measured.Where(row => MetricName.JudgesSamples(row.Metric)).Select(row => CellReading.Of([row])!)],
                Seconds = measured.Count > 0 ? measured[0].Seconds : null,
            };
        return [.. grids];
    }

    /// <summary>How a few images came to be at one step; null where that is not stored.</summary>
    /// <param name="artifacts">Files of one trial.</param>
    /// <param name="rows">Its evaluation rows, which name the cells in full.</param>
    /// <param name="step">The training step.</param>
    public static SampleGrid? Strips(IEnumerable<ArtifactRecord> artifacts, IEnumerable<EvaluationRecord> rows, int step) =>
        Grids(artifacts, rows, step, ArtifactKinds.Strips) is [var first, ..] ? first : null;

    // A solver's name may hold what no file name can: the slash before its time grid.
    private static string FileText(string solver) => solver.Replace('/', '_');

    private static EvaluationCell Cell(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return EvaluationCell.Parse(name) ?? new EvaluationCell(name, 0);
    }

    private static double Coarseness(double number) => number is > 0 and < 1 ? 1 / number : number;

    private static string Title(string solver, double number, double? nfe) => number switch
    {
        >= 1 => $"{solver} · NFE {NumberText.Nfe(number)}",
        > 0 when nfe is { } measured => $"{solver} · {NumberText.Heading(number)} (NFE {NumberText.Nfe(measured)})",
        > 0 => $"{solver} · {NumberText.Heading(number)}",
        _ => solver,
    };
}

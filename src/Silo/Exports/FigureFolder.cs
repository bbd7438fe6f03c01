using FastOde.Contracts.Results;
using FastOde.Silo.Figures;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Exports;

/// <summary>Writes every figure of an experiment into a folder.</summary>
internal static class FigureFolder
{
    private const string OptionName = "--figures";

    /// <summary>Writes them: all, or none where one is there and may not be replaced.</summary>
    /// <param name="queries">Where the experiment is stored.</param>
    /// <param name="detail">The experiment.</param>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="format">Extension of the files, without its dot.</param>
    /// <param name="force">Whether files that are there are replaced.</param>
    /// <param name="progress">Told the part of the figures that is drawn, from 0 to 1; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A line for each file: its path and what it shows.</returns>
    /// <exception cref="CommandFailure">There is nothing to draw, or the folder cannot be written to.</exception>
    public static async Task<IReadOnlyList<string>> Write(
        IResultQueries queries, ExperimentDetail detail, string folder, string format, bool force, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var report = await ExperimentReport.Read(queries, detail.Summary.Id, cancellationToken);
        var figures = await StudyFigures.Draw(report, queries, progress, cancellationToken);
        if (figures.Count == 0)
            throw new CommandFailure(ExitCode.BadInput, $"{OptionName}: experiment {detail.Summary.Id} has nothing to draw: it has not been evaluated yet, or evaluates a function");
        foreach (var figure in figures)
            _ = OutputFile.Require(Target(figure), force, OptionName);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Environment, $"{OptionName} {folder}: cannot be written: {failure.Message.TrimEnd('.')}");
        }

        List<string> written = [];
        foreach (var figure in figures)
        {
            await OutputFile.Prepare(Target(figure), force, OptionName).Write(FigureFile.Write(figure, $".{format}"), cancellationToken);
            written.Add($"{Target(figure)}: {figure.Caption}");
        }

        return written;

        string Target(DrawnFigure figure) => Path.Combine(folder, $"{figure.Name}.{format}");
    }
}

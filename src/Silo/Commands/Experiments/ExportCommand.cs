using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using FastOde.Contracts.Results;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Exports;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode export</c>: all that an experiment has measured as a file for other programs; nothing is sampled.</summary>
internal static class ExportCommand
{
    private const string Csv = "csv";
    private const string Html = "html";
    private const string Json = "json";
    private const string Parquet = "parquet";
    private const string TensorBoard = "tensorboard";
    private const string Svg = "svg";
    private const string Png = "png";
    private const string Points = "points";

    private static readonly Dictionary<string, Func<ExportSource, ExportTable>> Tables = new()
    {
        [Points] = source => new PointTable(source),
        ["evaluations"] = source => new EvaluationExportTable(source),
        ["trials"] = source => new TrialTable(source),
    };

    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var experiment = ExperimentArgument.Create();
        var format = new Option<string?>("--format") { Description = "csv or parquet: a table; json: everything; tensorboard: a folder with a run for each trial; html: a report in one file, with its figures." };
        var table = new Option<string?>("--table") { Description = $"For csv and parquet: every point of every curve, every cell of every evaluation, or the trials. Default: {Points}." };
        var output = new Option<string?>("--out") { Description = "The file, or for tensorboard the folder; - is standard output, for csv, json and html.", HelpName = "FILE" };
        var figures = new Option<string?>("--figures") { Description = "A folder for every figure: quality against NFE, against the key where there is one, curvature over time, trajectories.", HelpName = "DIR" };
        var figureFormat = new Option<string?>("--figure-format") { Description = $"For --figures: {Svg} or {Png}. Default: {Svg}." };
        var forced = ForceOption.Create();
        format.AcceptOnlyFromAmong(Csv, Json, Parquet, TensorBoard, Html);
        figureFormat.AcceptOnlyFromAmong(Svg, Png);
        figures.RefuseStandardStream();
        table.AcceptOnlyFromAmong([.. Tables.Keys]);
        var command = new Command("export", "Write all that an experiment has measured as a file for other programs, every point, none left out; or as a report, or its figures.");
        command.Arguments.Add(experiment);
        foreach (var option in new Option[] { format, table, output, figures, figureFormat, forced })
            command.Options.Add(option);
        connection.AddReadingTo(command);
        command.AddCheck(result => Check(result, format, table, output, figures, figureFormat));
        command.SetAction((result, _) => ShutdownSignals.Run(
            async signals =>
            {
                await using var results = await connection.ReadStored(result, signals.Token);
                var detail = await ExperimentName.Find(results.Queries, result.GetRequiredValue(experiment), signals.Token);
                var force = result.GetValue(forced);
                if (result.GetValue(format) is { } wanted)
                {
                    Console.Error.WriteLine(await JobProgress.Show("export", progress => WriteExport(
                        results.Queries, detail, wanted, result.GetValue(table) ?? Points, result.GetRequiredValue(output)!, force, progress, signals.Token)));
                }

                if (result.GetValue(figures) is { } folder)
                {
                    var written = await JobProgress.Show("figures", progress => FigureFolder.Write(
                        results.Queries, detail, Path.GetFullPath(folder), result.GetValue(figureFormat) ?? Svg, force, progress, signals.Token));
                    written.ToList().ForEach(Console.Error.WriteLine);
                }

                return ExitCode.Ok;
            },
            ShutdownSignals.NothingStored));
        return command;
    }

    private static void Check(CommandResult result, Option<string?> format, Option<string?> table, Option<string?> output, Option<string?> figures, Option<string?> figureFormat)
    {
        var wanted = result.GetValue(format);
        if (wanted is null && result.GetValue(figures) is null)
            result.AddError("nothing is asked for: expected --format with --out FILE, or --figures DIR");
        if (wanted is null != result.GetValue(output) is null)
            result.AddError(wanted is null ? "--out needs --format, which says what the file is" : $"--format {wanted} needs --out FILE");
        if (result.GetValue(figureFormat) is not null && result.GetValue(figures) is null)
            result.AddError("--figure-format only means something with --figures DIR");
        if (result.GetValue(table) is not null && wanted is not (Csv or Parquet))
            result.AddError($"--table is for csv and parquet; {wanted ?? "--figures"} has everything");
        if (result.GetValue(output) == StandardStream.Name && wanted is Parquet or TensorBoard)
            result.AddError($"--out -: {wanted} cannot be standard output; name a {(wanted == Parquet ? "file" : "folder")}");
    }

    /// <returns>What was written, in a line.</returns>
    private static async Task<string> WriteExport(
        IResultQueries queries, ExperimentDetail detail, string format, string table, string path, bool force, JobPart progress, CancellationToken cancellationToken)
    {
        var source = new ExportSource(queries, detail, await queries.Trials(detail.Summary.Id, cancellationToken), progress);
        if (format == TensorBoard)
            return await WriteRuns(source, Path.GetFullPath(path), force, cancellationToken);

        var file = OutputFile.Prepare(path, force, "--out");
        if (format == Html)
            await file.Write(Encoding.UTF8.GetBytes((await HtmlReport.Read(queries, detail, progress, cancellationToken)).Write()), cancellationToken);
        else
            await file.Write(stream => WriteFile(source, format, table, stream, cancellationToken), cancellationToken);
        return $"{path}: experiment {detail.Summary.Id} {detail.Summary.Name}, {Amount.Of(source.Trials.Count, "trial")}";
    }

    private static Task WriteFile(ExportSource source, string format, string table, Stream output, CancellationToken cancellationToken) => format switch
    {
        Csv => CsvExport.Write(Tables[table](source), output, cancellationToken),
        Parquet => ParquetExport.Write(Tables[table](source), output, cancellationToken),
        _ => JsonExport.Write(source, output, cancellationToken),
    };

    private static async Task<string> WriteRuns(ExportSource source, string folder, bool force, CancellationToken cancellationToken)
    {
        if (!force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CommandFailure(ExitCode.BadInput, $"--out {folder}: the folder is not empty; name another, or add --force");
        try
        {
            var runs = await TensorBoardExport.Write(source, folder, cancellationToken);
            return $"{folder}: experiment {source.Detail.Summary.Id} {source.Detail.Summary.Name}, {Amount.Of(runs, "run")}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Environment, $"--out {folder}: cannot be written: {failure.Message.TrimEnd('.')}");
        }
    }
}

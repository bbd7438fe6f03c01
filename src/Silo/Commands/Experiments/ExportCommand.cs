using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Exports;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode export</c>: all that an experiment has measured as a file for other programs; nothing is sampled.</summary>
internal static class ExportCommand
{
    private const string Csv = "csv";
    private const string Json = "json";
    private const string Parquet = "parquet";
    private const string TensorBoard = "tensorboard";
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
        var format = new Option<string>("--format") { Description = "csv or parquet: a table; json: everything; tensorboard: a folder with a run for each trial.", Required = true };
        var table = new Option<string?>("--table") { Description = $"For csv and parquet: every point of every curve, every cell of every evaluation, or the trials. Default: {Points}." };
        var output = new Option<string>("--out") { Description = "The file, or for tensorboard the folder; - is standard output, for csv and json.", HelpName = "FILE", Required = true };
        var force = ForceOption.Create();
        format.AcceptOnlyFromAmong(Csv, Json, Parquet, TensorBoard);
        table.AcceptOnlyFromAmong([.. Tables.Keys]);
        var command = new Command("export", "Write all that an experiment has measured as a file for other programs: every point, none left out.");
        command.Arguments.Add(experiment);
        foreach (var option in new Option[] { format, table, output, force })
            command.Options.Add(option);
        connection.AddServerTo(command);
        command.Validators.Add(result => Check(result, format, table, output));
        command.SetAction((result, _) => ShutdownSignals.Run(
            async signals =>
            {
                await using var results = await connection.ReadStored(result, signals.Token);
                var detail = await ExperimentName.Find(results.Queries, result.GetRequiredValue(experiment), signals.Token);
                var source = new ExportSource(results.Queries, detail, await results.Queries.Trials(detail.Summary.Id, signals.Token));
                var path = result.GetRequiredValue(output);
                if (result.GetValue(format) == TensorBoard)
                    return await WriteRuns(source, Path.GetFullPath(path), result.GetValue(force), signals.Token);
                var file = OutputFile.Prepare(path, result.GetValue(force), "--out");
                await file.Write(stream => WriteFile(source, result.GetRequiredValue(format), result.GetValue(table) ?? Points, stream, signals.Token), signals.Token);
                Console.Error.WriteLine($"{path}: experiment {detail.Summary.Id} {detail.Summary.Name}, {Amount.Of(source.Trials.Count, "trial")}");
                return ExitCode.Ok;
            },
            ShutdownSignals.NothingStored));
        return command;
    }

    private static void Check(CommandResult result, Option<string> format, Option<string?> table, Option<string> output)
    {
        var wanted = result.GetValue(format);
        if (result.GetValue(table) is not null && wanted is Json or TensorBoard)
            result.AddError($"--table is for csv and parquet; {wanted} has everything");
        if (result.GetValue(output) == StandardStream.Name && wanted is Parquet or TensorBoard)
            result.AddError($"--out -: {wanted} cannot be standard output; name a {(wanted == Parquet ? "file" : "folder")}");
    }

    private static Task WriteFile(ExportSource source, string format, string table, Stream output, CancellationToken cancellationToken) => format switch
    {
        Csv => CsvExport.Write(Tables[table](source), output, cancellationToken),
        Parquet => ParquetExport.Write(Tables[table](source), output, cancellationToken),
        _ => JsonExport.Write(source, output, cancellationToken),
    };

    private static async Task<int> WriteRuns(ExportSource source, string folder, bool force, CancellationToken cancellationToken)
    {
        if (!force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CommandFailure(ExitCode.BadInput, $"--out {folder}: the folder is not empty; name another, or add --force");
        try
        {
            var runs = await TensorBoardExport.Write(source, folder, cancellationToken);
            Console.Error.WriteLine($"{folder}: experiment {source.Detail.Summary.Id} {source.Detail.Summary.Name}, {Amount.Of(runs, "run")}");
            return ExitCode.Ok;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Environment, $"--out {folder}: cannot be written: {failure.Message.TrimEnd('.')}");
        }
    }
}

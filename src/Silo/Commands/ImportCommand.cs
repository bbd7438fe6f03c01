using System.CommandLine;
using FastOde.Contracts.Access;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Access;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Specs.Reading;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;
using FastOde.Storage.Imports;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode import</c>: published weights become a finished trial of a new experiment, or experiments of another data directory come in.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var file = new Argument<string>("SOURCE") { Description = "A PyTorch state dict or training state (.pth) or a .safetensors file, of which nothing is executed; or another data directory." };
        var spec = new Option<string?>("--spec") { Description = "With weights, the spec of the networks that were trained, or - for standard input.", HelpName = "SPEC" };
        var encoder = new Option<string?>("--encoder") { Description = "The encoder's own file, where SOURCE holds the velocity network alone.", HelpName = "FILE" };
        var copies = new Option<string[]>("--weights")
        {
            Description = "The copy of the weights that is taken where a file holds several, such as model_state_dict; again for the encoder's. Default: the average where there is one.",
            HelpName = "NAME",
        };
        var name = new Option<string?>("--name") { Description = "Name of the new experiment. Default: the spec's.", HelpName = "NAME" };
        var experiments = new Option<long[]>("--experiment")
        {
            Description = "With a data directory, an experiment of it by its id there; again for more. Default: all.",
            HelpName = "ID",
        };
        var renumber = new Option<bool>("--renumber") { Description = "With a data directory, give experiments whose ids are taken here others." };
        file.RefuseStandardStream();
        encoder.RefuseStandardStream();
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && SpecReader.NameProblem(given) is { } problem)
                result.AddError($"--name: {problem}");
        });
        var command = new Command("import", "Make a finished trial of weights that were trained elsewhere, or take in experiments of another data directory.");
        command.Arguments.Add(file);
        foreach (var option in new Option[] { spec, encoder, copies, name, experiments, renumber })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        options.AddFilesTo(command);
        command.SetAction((result, _) =>
        {
            var (output, source) = (CommandOutput.Of(result), result.GetRequiredValue(file));
            if (StudyImport.Find(source) is not { } directory)
            {
                Refuse(result, $"{source} is no data directory", experiments, renumber);
                var networks = result.GetValue(spec) ?? throw new CommandFailure(ExitCode.BadInput, $"{source}: --spec is missing; weights need the spec of the networks that were trained");
                return TrialWork.Run(cancellationToken => Import(
                    output, options.Read(result), source, networks, result.GetValue(encoder), result.GetValue(copies) ?? [], result.GetValue(name), cancellationToken));
            }

            Refuse(result, $"{source} is a data directory, whose experiments have specs and names", spec, encoder, copies, name);
            var request = new ImportRequest { Experiments = result.GetValue(experiments) ?? [], Renumber = result.GetValue(renumber) };
            return TrialWork.Run(cancellationToken => StudyImport.Run(output, options.Read(result), directory, request, cancellationToken));
        });
        return command;
    }

    /// <summary>Refuses options that do nothing with what is imported.</summary>
    private static void Refuse(ParseResult result, string why, params ReadOnlySpan<Option> others)
    {
        foreach (var option in others)
        {
            if (result.GetResult(option) is { Implicit: false })
                throw new CommandFailure(ExitCode.BadInput, $"{option.Name}: {why}; leave the option out");
        }
    }

    private static async Task Import(
        CommandOutput output, HostSettings settings, string file, string specPath, string? encoder, string[] copies, string? name, CancellationToken cancellationToken)
    {
        var text = SpecFile.Read(specPath, new YamlSpecReader(), out var spec);
        spec = spec with { Source = text, Name = name ?? spec.Name };
        var directory = new DataDirectory(settings.DataDirectory);
        var weights = WeightImport.Read(spec, file, encoder, copies, StoredResults.Datasets(directory));

        using var ownership = directory.Lock();
        await using var services = new ServiceCollection().AddLogging().AddFastOdeStorage(directory, settings.Storage).AddAccessGate().BuildServiceProvider();
        await services.GetRequiredService<DatabaseInitializer>().Initialize(cancellationToken);
        var import = new WeightImport(services.GetRequiredService<IExperimentStore>(), directory);
        var trial = await services.GetRequiredService<AccessGate>().Change(
            services.GetRequiredService<LocalCaller>().Caller,
            new ChangeRequest("experiment.import", Role.Operator, Details: Path.GetFileName(file)),
            () => import.Store(spec, weights, $"imported from {Path.GetFileName(file)}", cancellationToken),
            cancellationToken,
            stored => (AccessGate.Done, $"trial {stored}"));
        output.Write(
            new { Trial = trial, spec.Name, weights.Step, Tensors = weights.Tensors.Count, Copies = PublishedWeights.CopiesTaken(weights) },
            $"trial {trial}: {weights.Tensors.Count} tensors of {Path.GetFileName(file)} as step {weights.Step} of {spec.Name}; {PublishedWeights.CopiesTaken(weights)}");
    }
}

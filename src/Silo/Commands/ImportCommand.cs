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

namespace FastOde.Silo.Commands;

/// <summary><c>fastode import</c>: published weights become a finished trial of a new experiment.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var file = new Argument<string>("CHECKPOINT") { Description = "A PyTorch state dict or training state (.pth), or a .safetensors file. Nothing in it is executed." };
        var spec = new Option<string>("--spec") { Description = "The spec of the networks that were trained, or - for standard input.", HelpName = "SPEC", Required = true };
        var encoder = new Option<string?>("--encoder") { Description = "The encoder's own file, where CHECKPOINT holds the velocity network alone.", HelpName = "FILE" };
        var copies = new Option<string[]>("--weights")
        {
            Description = "The copy of the weights that is taken where a file holds several, such as model_state_dict; again for the encoder's. Default: the average where there is one.",
            HelpName = "NAME",
        };
        var name = new Option<string?>("--name") { Description = "Name of the new experiment. Default: the spec's.", HelpName = "NAME" };
        file.RefuseStandardStream();
        encoder.RefuseStandardStream();
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && SpecReader.NameProblem(given) is { } problem)
                result.AddError($"--name: {problem}");
        });
        var command = new Command("import", "Make a finished trial of weights that were trained elsewhere.");
        command.Arguments.Add(file);
        foreach (var option in new Option[] { spec, encoder, copies, name })
            command.Options.Add(option);
        command.SetAction((result, _) => TrialWork.Run(cancellationToken => Import(
            options.Read(result), result.GetRequiredValue(file), result.GetRequiredValue(spec), result.GetValue(encoder), result.GetValue(copies) ?? [], result.GetValue(name), cancellationToken)));
        return command;
    }

    private static async Task Import(HostSettings settings, string file, string specPath, string? encoder, string[] copies, string? name, CancellationToken cancellationToken)
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
        Console.Out.WriteLine($"trial {trial}: {weights.Tensors.Count} tensors of {Path.GetFileName(file)} as step {weights.Step} of {spec.Name}; {PublishedWeights.CopiesTaken(weights)}");
    }
}

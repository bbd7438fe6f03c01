using System.CommandLine;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode network</c>: parameters and tensors of a spec's networks, or of a published pair.</summary>
internal static class NetworkCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var spec = new Argument<string?>("SPEC") { Description = "The spec, a YAML or JSON file, or - for standard input.", Arity = ArgumentArity.ZeroOrOne };
        var published = new Option<string?>("--published") { Description = $"A published pair of U-Nets instead of a spec: {string.Join(", ", UNetConfigurations.Published.Names)}.", HelpName = "NAME" };
        var fill = new Option<bool>("--fill-rule") { Description = "Fill the weights by the rule of docs/method.md; needs --input-rule. Prints JSON." };
        var input = new Option<bool>("--input-rule") { Description = "Evaluate two inputs by the same rule; needs --fill-rule." };
        var command = new Command("network", "Print the parameter counts and tensors of the velocity network and the encoder.");
        command.Arguments.Add(spec);
        foreach (var option in new Option[] { published, fill, input })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        command.AddCheck(result =>
        {
            if ((result.GetValue(spec) is null) == (result.GetValue(published) is null))
                result.AddError("network needs either a SPEC or --published NAME.");
            if (result.GetValue(fill) != result.GetValue(input))
                result.AddError("--fill-rule and --input-rule only mean something together; give both or neither.");
        });
        options.AddDirectoryTo(command);
        command.SetAction(async (result, _) =>
        {
            LibtorchLocation.Prepare();
            var (output, evaluate) = (CommandOutput.Of(result), result.GetValue(fill));
            var reports = await JobProgress.Show("networks", _ => Task.FromResult(result.GetValue(published) is { } name
                ? NetworkReports.Of(Find(name), evaluate)
                : Describe(result.GetValue(spec)!, new ImageDatasetStore(new DataDirectory(options.Read(result).DataDirectory).DatasetsPath), evaluate)));
            output.Result.Write(evaluate || output.IsJson ? NetworkJson.Write(reports) : NetworkText.Write(reports));
            return ExitCode.Ok;
        });
        return command;
    }

    private static UNetConfiguration Find(string name)
    {
        try
        {
            return UNetConfigurations.Published.Find(name);
        }
        catch (UnknownNameException failure)
        {
            throw new CommandFailure(ExitCode.BadInput, $"--published: {failure.Message}");
        }
    }

    private static IReadOnlyList<NetworkReport> Describe(string path, ImageDatasetStore datasets, bool evaluate)
    {
        // Networks can be looked at before the images are there.
        SpecFile.Read(path, new YamlSpecReader(), out var spec);
        path = SpecFile.SourceOf(path);
        if (spec.Trial.Function is { } function)
            throw new CommandFailure(ExitCode.BadInput, $"{path}: trial.function: {function} trains no network; give a spec that does");
        try
        {
            return NetworkInspection.Describe(spec.Trial, datasets, evaluate);
        }
        catch (SettingValueException failure)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{path}: trial.{failure.Message}");
        }
        catch (ImageDatasetException failure)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{path}: trial.data.name: {failure.Message}");
        }
    }
}

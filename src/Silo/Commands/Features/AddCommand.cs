using System.CommandLine;
using FastOde.FlowMatching.Metrics.Features.Inception;

namespace FastOde.Silo.Commands.Features;

/// <summary><c>fastode features add inception</c>: takes the published weights of Inception-v3 from a file.</summary>
internal static class AddCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = new Argument<string>("NAME") { Description = "inception." };
        name.AcceptOnlyFromAmong(InceptionExtractor.InceptionName);
        var file = new Argument<string>("FILE") { Description = "Its weights: a PyTorch state dict (.pth) or a safetensors file." };
        var command = new Command("add", "Check the weights of Inception-v3 and keep them as the extractor inception.");
        command.Arguments.Add(name);
        command.Arguments.Add(file);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => FeatureWork.Change(options.Read(result), "features.add", result.GetRequiredValue(name), (_, extractors, _) =>
        {
            var output = CommandOutput.Of(result);
            var target = extractors.PathOf(result.GetRequiredValue(name));
            InceptionFile.Import(result.GetRequiredValue(file), target);
            output.Write(extractors.Find(result.GetRequiredValue(name)), $"added {result.GetRequiredValue(name)}: {target}");
            return Task.CompletedTask;
        }));
        return command;
    }
}

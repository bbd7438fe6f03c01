using System.CommandLine;
using FastOde.FlowMatching.Checkpoints;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode export-weights</c>: a trial's weights for other programs, under the published names.</summary>
internal static class ExportWeightsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var trial = TrialArgument.Create();
        var file = new Argument<string>("FILE") { Description = "The safetensors file to write." };
        file.RefuseStandardStream();
        var network = new Option<string?>("--network") { Description = "Write this network alone, its names without a prefix: velocity, encoder or prior.", HelpName = "NAME" };
        network.AcceptOnlyFromAmong("velocity", "encoder", "prior");
        var average = new Option<bool>("--average") { Description = "Write the average of the weights. The default where the trial keeps one." };
        var raw = new Option<bool>("--raw") { Description = "Write the weights themselves." };
        var force = ForceOption.Create();
        var command = new Command("export-weights", "Write a trial's weights as a safetensors file with the published tensor names.");
        command.Arguments.Add(trial);
        command.Arguments.Add(file);
        foreach (var option in new Option[] { network, average, raw, force })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        command.AddCheck(result =>
        {
            if (result.GetValue(average) && result.GetValue(raw))
                result.AddError("--average and --raw exclude each other; give one.");
        });
        options.AddFilesTo(command);
        command.SetAction((result, _) => TrialWork.Run(cancellationToken => Export(
            CommandOutput.Of(result), options.Read(result), result.GetRequiredValue(trial), OutputFile.Require(result.GetRequiredValue(file), result.GetValue(force), file.Name), result.GetValue(network),
            result.GetValue(average) ? true : result.GetValue(raw) ? false : null, cancellationToken)));
        return command;
    }

    private static async Task Export(
        CommandOutput output, HostSettings settings, string trialId, string file, string? network, bool? averaged, CancellationToken cancellationToken)
    {
        await using var stored = await StoredResults.Open(settings, cancellationToken);
        var trial = await stored.Trials.Find(trialId, step: null, cancellationToken);
        var checkpoint = trial.StateDicts();
        var count = WeightsFile.Write(checkpoint, file, network, averaged);
        output.Write(new { File = file, Tensors = count, Trial = trialId, checkpoint.Step }, $"{file}: {count} tensors of trial {trialId} at step {checkpoint.Step}");
    }
}

using System.CommandLine;
using System.Globalization;
using FastOde.Client;
using FastOde.Contracts.OnDemand;
using FastOde.FlowMatching.Sampling;
using FastOde.FlowMatching.Solvers;
using FastOde.Grains.Programs;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Views;
using TorchSharp;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode sample</c>: samples of a trial as files.</summary>
internal static class SampleCommand
{
    private const int MostSamples = 1_000_000;

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var trial = TrialArgument.Create();
        var solver = new Option<string>("--solver") { Description = "The solver.", HelpName = "NAME", DefaultValueFactory = _ => "heun" };
        var grid = new Option<string?>("--grid") { Description = "Time grid of a fixed-step solver: uniform, curvature, rootcurvature, fitted or power7. Default: uniform.", HelpName = "NAME" };
        var nfe = new Option<double?>("--nfe") { Description = "Network evaluations of a fixed-step solver. Default: 9.", HelpName = "N" };
        var tolerance = new Option<double?>("--tolerance") { Description = "Tolerance of an adaptive solver, such as 1e-5.", HelpName = "X" };
        var count = Number("--count", "Samples to generate.", 64, MostSamples);
        var batch = Number("--batch", "Samples at once; more need more memory.", 64, MostSamples);
        var seed = Number("--seed", "Seed of the noise. Sample i depends on this and i alone.", 0, int.MaxValue, least: 0);
        var step = CheckpointOption.Create();
        var output = new Option<string>("--out") { Description = "The folder to write; it must be empty or not exist.", HelpName = "DIR", Required = true };
        var from = new Option<string>("--from") { Description = "What to start from: the prior, or the encoder's noise for test data.", HelpName = "prior|data", DefaultValueFactory = _ => "prior" };
        from.AcceptOnlyFromAmong("prior", "data");
        output.RefuseStandardStream();
        var noise = new Option<bool>("--noise") { Description = "Write the noise too: noise.npy." };
        var intermediate = new Option<bool>("--intermediate") { Description = "Write the data predicted at the start of each step too: predictions.npy." };
        var connection = new ConnectionOptionSet(options);
        var command = new Command("sample", "Generate samples of a trial: images and a grid, or points as .npy and .csv.");
        command.Arguments.Add(trial);
        foreach (var option in new Option[] { solver, grid, nfe, tolerance, count, batch, seed, step, output, from, noise, intermediate })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        connection.AddAnotherTo(command);
        command.AddCheck(result =>
        {
            if (result.GetValue(nfe) is not null && result.GetValue(tolerance) is not null)
                result.AddError("--nfe is for fixed-step solvers, --tolerance for adaptive ones; give one of them.");
        });
        options.AddFilesTo(command);
        options.AddThreadsTo(command);
        command.SetAction((result, _) => TrialWork.Run(cancellationToken =>
        {
            var name = result.GetValue(grid) is { } named ? $"{result.GetValue(solver)}/{named}" : result.GetValue(solver)!;
            var request = new SampleRequest()
            {
                Setting = SolverSetting.Of(name, result.GetValue(tolerance) ?? result.GetValue(nfe) ?? 9),
                Count = result.GetValue(count),
                BatchSize = result.GetValue(batch),
                Seed = result.GetValue(seed),
                Folder = Path.GetFullPath(result.GetRequiredValue(output)),
                KeepsNoise = result.GetValue(noise),
                KeepsPredictions = result.GetValue(intermediate),
            };
            var (said, fromData) = (CommandOutput.Of(result), result.GetValue(from) == "data");
            return connection.IsProcessNamed(result.CommandResult)
                ? Fetch(said, connection.Connect(result, cancellationToken), result.GetRequiredValue(trial), result.GetValue(step), request, fromData, cancellationToken)
                : Sample(said, options.Read(result), result.GetRequiredValue(trial), result.GetValue(step), request, fromData, cancellationToken);
        }));
        return command;
    }

    private static async Task Sample(
        CommandOutput output, HostSettings settings, string trialId, int? step, SampleRequest request, bool fromData, CancellationToken cancellationToken)
    {
        await using var stored = await StoredResults.Open(settings, cancellationToken);
        var trial = await stored.Trials.Find(trialId, step, cancellationToken);
        var outcome = await JobProgress.Show("sampling", progress =>
        {
            torch.set_num_threads(settings.Threads ?? Environment.ProcessorCount);
            var told = request with { Progress = made => progress.Report((double)made / request.Count) };
            return Task.FromResult(new TrialSampling(stored.Data, TimeProvider.System).Run(trial, told, fromData, cancellationToken));
        });
        Say(output, trialId, request, trial.Checkpoint.Step, outcome);
    }

    private static async Task Fetch(
        CommandOutput output, Task<FastOdeClient> connecting, string trialId, int? step, SampleRequest request, bool fromData, CancellationToken cancellationToken)
    {
        await using var client = await connecting;
        var order = new SampleOrder
        {
            Solver = request.Setting.Solver,
            Number = request.Setting.Number,
            Count = request.Count,
            Seed = request.Seed,
            FromData = fromData,
            KeepsNoise = request.KeepsNoise,
            KeepsPredictions = request.KeepsPredictions,
            Step = step,
        };
        var made = await RemoteSamples.Fetch(client.Trial(trialId), order, request.Folder, cancellationToken);
        Say(output, trialId, request, made.Step!.Value, new(made.StepCount!.Value, made.Nfe!.Value, made.Seconds!.Value));
    }

    private static void Say(CommandOutput output, string trialId, SampleRequest request, int step, SampleOutcome outcome) => output.Write(
        new SamplesView(trialId, step, request.Setting.ToString(), request.Count, request.Seed, outcome.StepCount, outcome.Nfe, outcome.Seconds, request.Folder),
        string.Create(CultureInfo.InvariantCulture, $"{request.Folder}: {request.Count} samples of trial {trialId} at step {step} by {request.Setting}: {outcome.StepCount} steps, NFE {outcome.Nfe:0.##}, {outcome.Seconds / request.Count:0.####} s a sample"));

    private static Option<int> Number(string name, string description, int value, int most, int least = 1) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            result.AddError($"{name} {text}: expected a whole number from {least} to {most}");
            return value;
        },
    };
}

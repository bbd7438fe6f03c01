using System.CommandLine;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Files;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Commands.Data;
using FastOde.Silo.Commands.Experiments;
using FastOde.Silo.Commands.Features;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Commands.Tokens;
using FastOde.Silo.Commands.Webhooks;
using FastOde.Silo.Output;
using FastOde.Silo.Plugins;
using FastOde.Storage;

namespace FastOde.Silo.Commands;

/// <summary>The commands as one program: parsing, help, and errors as lines with an exit code.</summary>
internal static class FastOdeCommandLine
{
    /// <summary>Runs what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] arguments)
    {
        InstalledPlugins.Load(HostOptionSet.DataDirectory(arguments));
        var options = new HostOptionSet();
        var parsed = Create(options).Parse(arguments);
        if (CommandLineProblems.Of(parsed, options.All) is { Count: > 0 } problems)
            return Fail(ExitCode.BadInput, string.Join(Environment.NewLine, problems));
        if (FileLimit.Problem is { } problem)
            return Fail(ExitCode.BadInput, problem);
        if (InstalledPlugins.Problem is { } unusable && parsed.CommandResult.Command.Name != DoctorCommand.Name)
            return Fail(ExitCode.Environment, unusable);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // Signals are the commands' own affair; see ShutdownSignals.
                ProcessTerminationTimeout = null,
            });
        }
        catch (CommandFailure failure)
        {
            return Fail(failure.ExitCode, failure.Message);
        }
        catch (Exception failure) when (RemoteFailures.Of(failure) is { } said)
        {
            return Fail(said.ExitCode, said.Message);
        }
        catch (Exception failure) when (failure is StorageException or WrongArithmeticException)
        {
            return Fail(ExitCode.Environment, failure.Message);
        }
    }

    /// <summary>All commands and options.</summary>
    public static RootCommand Create() => Create(new HostOptionSet());

    /// <summary>All commands, and the options that they share.</summary>
    public static RootCommand Create(HostOptionSet options)
    {
        var root = new RootCommand(
            "FastOde trains ODE-based generative models together with the way data becomes noise, and measures how straight "
            + "their trajectories are and what sampling costs. Without a command it serves the dashboard.");
        options.AddServingTo(root);
        var connection = new ConnectionOptionSet(options);
        ServeCommand.Attach(root, options);
        root.Subcommands.Add(RunCommand.Create(options));
        root.Subcommands.Add(ResumeCommand.Create(options, connection));
        root.Subcommands.Add(ServeCommand.Create(options));
        root.Subcommands.Add(SubmitCommand.Create(connection));
        root.Subcommands.Add(CloneCommand.Create(connection));
        root.Subcommands.Add(ReproduceCommand.Create(options, connection));
        root.Subcommands.Add(Experiments.ListCommand.Create(connection));
        root.Subcommands.Add(ShowCommand.Create(connection));
        root.Subcommands.Add(WatchCommand.Create(connection));
        root.Subcommands.Add(CompareCommand.Create(connection));
        root.Subcommands.Add(ExportCommand.Create(connection));
        root.Subcommands.Add(ControlCommand.Pause(connection));
        root.Subcommands.Add(ControlCommand.Cancel(connection));
        root.Subcommands.Add(ExtendCommand.Create(connection));
        root.Subcommands.Add(RerunCommand.Create(connection));
        root.Subcommands.Add(RetryCommand.Create(connection));
        root.Subcommands.Add(ShelfCommand.Archive(connection));
        root.Subcommands.Add(ShelfCommand.Remove(connection));
        root.Subcommands.Add(DataCommand.Create(options));
        root.Subcommands.Add(NetworkCommand.Create(options));
        root.Subcommands.Add(FigureCommand.Create(options));
        root.Subcommands.Add(SampleCommand.Create(options));
        root.Subcommands.Add(EvaluateCommand.Create(options));
        root.Subcommands.Add(ImportCommand.Create(options));
        root.Subcommands.Add(ExportWeightsCommand.Create(options));
        root.Subcommands.Add(FeaturesCommand.Create(options));
        root.Subcommands.Add(LimitsCommand.Create(connection));
        root.Subcommands.Add(RetainCommand.Create(options));
        root.Subcommands.Add(VacuumCommand.Create(options));
        root.Subcommands.Add(BackupCommand.Create(options));
        root.Subcommands.Add(RestoreCommand.Create(options));
        root.Subcommands.Add(AccountCommand.Create(options));
        root.Subcommands.Add(TokenCommand.Create(options));
        root.Subcommands.Add(WebhookCommand.Create(options));
        root.Subcommands.Add(AuditCommand.Create(options));
        root.Subcommands.Add(DoctorCommand.Create(options));
        root.Subcommands.Add(CompletionCommand.Create());
        root.Subcommands.Add(TrainerProcessCommand.Create(options));
        HelpNotes.AddTo(root);
        return root;
    }

    private static int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}

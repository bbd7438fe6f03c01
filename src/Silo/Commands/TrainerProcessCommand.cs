using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using FastOde.Grains;
using FastOde.Grains.Isolation;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands;

/// <summary>
/// <c>fastode trainer-process</c>, which <c>--isolate</c> starts for each slot and nobody else: it runs attempts that the
/// silo sends over standard input.
/// </summary>
internal static class TrainerProcessCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command(TrainerProcesses.Command, "Train for a slot of the process that started this one.") { Hidden = true };
        options.AddTrainerTo(command);
        command.SetAction(result => Run(options.Read(result)));
        return command;
    }

    private static int Run(HostSettings settings)
    {
        // Ctrl-C and a closed terminal reach every process; it is the silo that says when to stop.
        PosixSignal[] heard = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        var ignored = Array.ConvertAll(heard, signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true));
        var output = TrainerProcesses.TakeStandardOutput();
        LibtorchLocation.Load();
        using var services = new ServiceCollection()
            .AddLogging(logging => HostLogging.Configure(logging, settings.Verbose, isMember: false))
            .AddTrainerProcess(new DataDirectory(settings.DataDirectory), settings.Threads ?? 1, Console.OpenStandardInput(), output)
            .BuildServiceProvider();

        // The silo is gone, and waiting for a step of training would only keep its memory.
        if (services.GetRequiredService<TrainerProcessHost>().Run())
            Process.GetCurrentProcess().Kill();
        Array.ForEach(ignored, signal => signal.Dispose());
        return ExitCode.Ok;
    }
}

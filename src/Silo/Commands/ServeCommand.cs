using System.CommandLine;
using FastOde.Contracts.Experiments;
using FastOde.Grains;
using FastOde.Grains.Trainers;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode serve</c>, also without a command: the process until Ctrl-C; unfinished experiments go on.</summary>
internal static class ServeCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "serve";

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command(Name, "Start silo, trainers and dashboard, and go on with whatever is unfinished. The default command.");
        options.AddServingTo(command);
        Attach(command, options);
        return command;
    }

    /// <summary>Makes a command serve.</summary>
    public static void Attach(Command command, HostOptionSet options) =>
        command.SetAction(async (result, _) =>
        {
            await ShutdownSignals.Run(signals => Serve(options.Read(result), signals));
            return ExitCode.Ok;
        });

    /// <summary>To end by a signal is how serving ends, also where it had not quite begun.</summary>
    private static async Task<int> Serve(HostSettings settings, ShutdownSignals signals)
    {
        await using var host = await FastOdeHost.Start(settings, signals.Token);
        if (settings.Cluster is { Role: SiloRole.Trainer })
        {
            Console.Out.WriteLine($"trainer: {host.Services.GetRequiredService<SlotOptions>().Host} in the cluster of {settings.Database!.Name}; health: {host.Address}/health (Ctrl-C ends)");
            await signals.Wait();
            return ExitCode.Ok;
        }

        Console.Out.WriteLine($"dashboard: {host.Address} (Ctrl-C ends)");
        Console.Out.WriteLine($"clients: {host.Gateway}");
        var resumed = await host.Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IExperimentCatalogGrain>(0)
            .ResumeUnfinished();
        if (resumed.Count > 0)
            Console.Out.WriteLine($"resumed: experiment {string.Join(", ", resumed)}");
        await signals.Wait();
        return ExitCode.Ok;
    }
}

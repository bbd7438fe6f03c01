using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Grains;
using FastOde.Silo.Hosting;
using FastOde.Silo.Hosting.Clustering;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary>The options that make <c>serve</c> one process of a cluster.</summary>
internal sealed class RoleOptionSet
{
    private readonly Option<SiloRole?> role = new("--role")
    {
        Description = "serve: one process of a cluster: control (experiments, dashboard) or trainer (slots). Needs --db.",
        HelpName = "control|trainer",
        CustomParser = ParseRole,
    };

    private readonly Option<int> siloPort = HostOptionSet.PortOption(
        "--silo-port", 0, "Port on which the other processes of the cluster reach this one; 0 takes any free one.");

    /// <summary>Gives a command these options, and none below it.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(role);
        command.Options.Add(siloPort);
    }

    /// <summary>Adds what the user chose to the settings of a process.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="settings">What it says otherwise.</param>
    /// <exception cref="CommandFailure">The options do not go together.</exception>
    public HostSettings Read(ParseResult result, HostSettings settings)
    {
        if (result.GetValue(role) is not { } chosen)
            return result.GetResult(siloPort) is { Implicit: false } ? throw Refused("--silo-port is for the processes of a cluster: name a --role") : settings;
        if (result.CommandResult.Command is not RootCommand and not { Name: ServeCommand.Name })
            throw Refused($"--role is for serve; in a cluster, {result.CommandResult.Command.Name} leaves it out and reads beside it");
        if (settings.Database is null)
            throw Refused($"--role {result.GetResult(role)!.Tokens[0].Value} needs --db: the processes of a cluster share one PostgreSQL database");
        if (chosen == SiloRole.Control && settings.Slots is not null)
            throw Refused("--slots is for trainers: --role control runs no trials");
        return settings with { Cluster = new ClusterSettings { Role = chosen, SiloPort = result.GetValue(siloPort) } };
    }

    private static CommandFailure Refused(string reason) => new(ExitCode.BadInput, reason);

    private static SiloRole? ParseRole(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "control":
                return SiloRole.Control;
            case "trainer":
                return SiloRole.Trainer;
            case var other:
                result.AddError($"--role {other}: expected control or trainer");
                return null;
        }
    }
}

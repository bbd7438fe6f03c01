using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
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

    private readonly Option<IPAddress> address = new("--advertise")
    {
        Description = "Address of this machine at which the other processes of the cluster reach this one. Other than loopback needs --cluster-tls and --cluster-secret.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ParseAddress,
    };

    private readonly ClusterKeyOptionSet keys = new();

    private IReadOnlyList<Option> OfAMember => [siloPort, address, .. keys.All];

    /// <summary>Gives a command these options, and none below it.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(role);
        foreach (var option in OfAMember)
            command.Options.Add(option);
    }

    /// <summary>Adds what the user chose to the settings of a process.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="settings">What it says otherwise.</param>
    /// <exception cref="CommandFailure">The options do not go together.</exception>
    public HostSettings Read(ParseResult result, HostSettings settings)
    {
        if (result.GetValue(role) is not { } chosen)
            return OfAMember.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } given ? throw Refused($"{given.Name} is for the processes of a cluster: name a --role") : settings;
        if (result.CommandResult.Command is not RootCommand and not { Name: ServeCommand.Name })
            throw Refused($"--role is for serve; in a cluster, {result.CommandResult.Command.Name} leaves it out and reads beside it");
        if (settings.Database is null)
            throw Refused($"--role {result.GetResult(role)!.Tokens[0].Value} needs --db: the processes of a cluster share one PostgreSQL database");
        if (chosen == SiloRole.Control && settings.Slots is not null)
            throw Refused("--slots is for trainers: --role control runs no trials");
        if (chosen == SiloRole.Control && settings.Cores is not null)
            throw Refused("--cores is for trainers: --role control runs no trials");
        if (chosen == SiloRole.Control && settings.DeviceMemory is not null)
            throw Refused("--device-memory is for trainers: --role control runs no trials");
        var reached = result.GetRequiredValue(address);
        if ((keys.Folder(result) is null || keys.File(result) is null) && !IPAddress.IsLoopback(reached))
            throw Refused($"--advertise {reached}: other machines reach the ports of the cluster there, and whoever does may do anything; give every process --cluster-tls DIR and --cluster-secret FILE (docs/deploy.md)");
        return settings with
        {
            Cluster = new ClusterSettings
            {
                Role = chosen,
                SiloPort = result.GetValue(siloPort),
                Address = reached,
                Tls = keys.Tls(result),
                Secret = keys.Secret(result),
            },
        };
    }

    private static IPAddress ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            return address;
        result.AddError($"--advertise {text}: expected one address of this machine, such as 10.0.0.7");
        return IPAddress.Loopback;
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

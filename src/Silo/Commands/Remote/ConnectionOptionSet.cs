using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Client;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Remote;

/// <summary>The options by which commands reach a running process, and the one way in which they do.</summary>
/// <param name="host">The options of every command; they name the data directory.</param>
internal sealed class ConnectionOptionSet(HostOptionSet host)
{
    private readonly Option<string?> server = new("--server")
    {
        Description = "Address and port for programs of a running fastode, such as 127.0.0.1:30000. Default: the process that works in the data directory.",
        HelpName = "ADDRESS",
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "Write JSON to standard output.",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        AddServerTo(command);
        command.Options.Add(json);
    }

    /// <summary>Gives a command that writes no JSON the option that names the process.</summary>
    public void AddServerTo(Command command) => command.Options.Add(server);

    /// <summary>Whether the process was named.</summary>
    public bool IsServerNamed(CommandResult result) => result.GetValue(server) is not null;

    /// <summary>Where the command writes.</summary>
    public CommandOutput Output(ParseResult result) => new(result.GetValue(json));

    /// <summary>Connects to the process that was named, or to the one that works in the data directory.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    /// <exception cref="FastOdeUnavailableException">Nobody answers where one was named.</exception>
    public async Task<FastOdeClient> Connect(ParseResult result, CancellationToken cancellationToken)
    {
        return await Find(result, cancellationToken) ?? throw new CommandFailure(
            ExitCode.Environment,
            $"no fastode runs in {Settings(result).DataDirectory}; start one there (fastode serve), or name another directory with --data DIR or a process with --server ADDRESS");
    }

    /// <summary>Connects to the process that was named, or to the one that works in the data directory; null where there is none.</summary>
    /// <exception cref="FastOdeUnavailableException">Nobody answers where one was named.</exception>
    public async Task<FastOdeClient?> Find(ParseResult result, CancellationToken cancellationToken) =>
        await Named(result, cancellationToken) ?? await RunningProcess.Find(Settings(result), cancellationToken);

    /// <summary>The data directory, and what else is said of it.</summary>
    public HostSettings Settings(ParseResult result) => host.Read(result);

    /// <summary>What is stored: asked of the process that was named or works in the data directory, otherwise read from the directory.</summary>
    /// <exception cref="CommandFailure">There is neither a process nor a database.</exception>
    public async Task<ReadResults> Read(ParseResult result, CancellationToken cancellationToken)
    {
        return !IsServerNamed(result.CommandResult) && await RunningProcess.Find(Settings(result), cancellationToken) is { } client
            ? new ReadResults(client.Results, client, client)
            : await ReadStored(result, cancellationToken);
    }

    /// <summary>What is stored: asked of the process that was named, otherwise read from the data directory, beside whatever process has it.</summary>
    /// <exception cref="CommandFailure">There is no database.</exception>
    public async Task<ReadResults> ReadStored(ParseResult result, CancellationToken cancellationToken)
    {
        if (await Named(result, cancellationToken) is { } client)
            return new ReadResults(client.Results, client, client);
        var stored = await StoredResults.Open(Settings(result), cancellationToken);
        return new ReadResults(stored.Queries, null, stored);
    }

    private async Task<FastOdeClient?> Named(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(server) is not { } address)
            return null;
        try
        {
            return await FastOdeClient.ConnectAsync(address, cancellationToken);
        }
        catch (FormatException problem)
        {
            throw new CommandFailure(ExitCode.BadInput, $"--server: {problem.Message}");
        }
    }
}

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
    private readonly Option<string?> server = Server("the cluster of --db, or the process that works in the data directory");

    private readonly Option<string?> another = Server("the command does it itself");

    private readonly ClusterKeyOptionSet keys = new();

    /// <summary>Gives a command these options, and those that name the database.</summary>
    public void AddTo(Command command)
    {
        host.AddDatabaseTo(command);
        AddProcessTo(command);
        CommandOutput.AddTo(command);
    }

    /// <summary>Gives a command the options that name a process or a cluster.</summary>
    public void AddProcessTo(Command command)
    {
        command.Options.Add(server);
        AddKeysTo(command);
    }

    /// <summary>Gives a command that does its work itself unless a process or a cluster is named the options that name them.</summary>
    public void AddAnotherTo(Command command)
    {
        command.Options.Add(another);
        AddKeysTo(command);
    }

    /// <summary>Gives a command that reads the database beside whatever process has it the option that names a process.</summary>
    public void AddReadingTo(Command command)
    {
        host.AddDatabaseTo(command);
        command.Options.Add(another);
    }

    /// <summary>Whether a process or the keys of a cluster were named.</summary>
    public bool IsProcessNamed(CommandResult result) => Given(result) is not null;

    /// <summary>The first option that names a process or a cluster; null where none was given.</summary>
    public string? Given(CommandResult result) =>
        new[] { server, another }.Concat(keys.All).FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>Connects to the process that was named, to the cluster of the database, or to the process that works in the data directory.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    /// <exception cref="FastOdeUnavailableException">Nobody answers where one was named.</exception>
    /// <exception cref="ClusterConnectionException">There is a cluster, and it is not reached.</exception>
    public async Task<FastOdeClient> Connect(ParseResult result, CancellationToken cancellationToken)
    {
        return await Find(result, cancellationToken) ?? throw new CommandFailure(
            ExitCode.Environment,
            $"no fastode runs in {Settings(result).DataDirectory}{(Settings(result).Database is { } database ? $", and no cluster on {database.Name}" : "")}; start one there (fastode serve), or name another directory with --data DIR or a process with --server ADDRESS");
    }

    /// <summary>Connects to the process that was named, to the cluster of the database, or to the process that works in the data directory; null where there is none.</summary>
    /// <exception cref="FastOdeUnavailableException">Nobody answers where one was named.</exception>
    /// <exception cref="ClusterConnectionException">There is a cluster, and it is not reached.</exception>
    public async Task<FastOdeClient?> Find(ParseResult result, CancellationToken cancellationToken)
    {
        if (await Named(result, cancellationToken) is { } named)
            return named;
        try
        {
            return await Cluster(result, cancellationToken) ?? await RunningProcess.Find(Settings(result), cancellationToken);
        }
        catch (ClusterConnectionException failure) when (failure.Problem is ClusterProblem.NoCluster or ClusterProblem.NoControlProcess && !HasKeys(result))
        {
            // The database may be that of a process that is alone.
            return await RunningProcess.Find(Settings(result), cancellationToken);
        }
    }

    /// <summary>The data directory, and what else is said of it.</summary>
    public HostSettings Settings(ParseResult result) => host.Read(result);

    /// <summary>What is stored: asked of the process that was named, of the cluster or of the process that works in the data directory, otherwise read from the directory.</summary>
    /// <exception cref="CommandFailure">There is neither a process nor a database.</exception>
    /// <exception cref="ClusterConnectionException">The keys of a cluster are named, and it is not reached.</exception>
    public async Task<ReadResults> Read(ParseResult result, CancellationToken cancellationToken)
    {
        return Address(result) is null && await Live(result, cancellationToken) is { } client
            ? new ReadResults(client.Results, client, client)
            : await ReadStored(result, cancellationToken);
    }

    /// <summary>Whoever knows live steps; null where nobody answers, and what is stored can be read all the same.</summary>
    private async Task<FastOdeClient?> Live(ParseResult result, CancellationToken cancellationToken)
    {
        try
        {
            return await Find(result, cancellationToken);
        }
        catch (ClusterConnectionException) when (!HasKeys(result))
        {
            return null;
        }
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

    private static Option<string?> Server(string otherwise) => new("--server")
    {
        Description = $"Address and port for programs of a running fastode, such as 127.0.0.1:30000. Default: {otherwise}.",
        HelpName = "ADDRESS",
    };

    private string? Address(ParseResult result) => result.GetValue(server) ?? result.GetValue(another);

    private void AddKeysTo(Command command)
    {
        foreach (var option in keys.All)
            command.Options.Add(option);
    }

    private bool HasKeys(ParseResult result) => keys.Folder(result) is not null || keys.File(result) is not null;

    /// <summary>Connects to the cluster of the database; null where none was named.</summary>
    private async Task<FastOdeClient?> Cluster(ParseResult result, CancellationToken cancellationToken)
    {
        if (host.Connection(result) is { } database)
            return await FastOdeClient.ConnectClusterAsync(new() { Database = database, Certificates = keys.Folder(result), SecretFile = keys.File(result) }, cancellationToken);
        return HasKeys(result)
            ? throw new CommandFailure(ExitCode.BadInput, "--cluster-tls and --cluster-secret are for the cluster of a database: name it with --db")
            : null;
    }

    private async Task<FastOdeClient?> Named(ParseResult result, CancellationToken cancellationToken)
    {
        if (Address(result) is not { } address)
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

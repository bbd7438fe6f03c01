using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using FastOde.Client;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>The processes of a cluster on one machine, with a PostgreSQL database and a directory that they share.</summary>
internal sealed class ClusterProcesses : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>More than the longest lease and all that follows it; what takes longer never ends.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly PostgresServer server;
    private readonly string database;
    private readonly List<FastOdeProcess> processes = [];

    private ClusterProcesses(PostgresServer server, string database) => (this.server, this.database) = (server, database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The data directory of all of them.</summary>
    public Workspace Workspace { get; } = new();

    /// <summary>The connection string of the database of all of them.</summary>
    public string Address => server.ConnectionString(database);

    /// <summary>The name of the database on its server.</summary>
    public string Name => database;

    /// <summary>A cluster without a process, on a new database.</summary>
    public static async Task<ClusterProcesses> Create(PostgresServer server) => new(server, await server.CreateDatabase());

    /// <summary>The folder of certificates that processes started from now on show; null for none.</summary>
    public string? Certificates { get; set; }

    /// <summary>The file of the secret of processes started from now on; null for none.</summary>
    public string? Secret { get; set; }

    /// <summary>The address of this machine at which processes started from now on are reached; null for loopback.</summary>
    public IPAddress? Reached { get; set; }

    /// <summary>What the command line of processes started from now on begins with; empty for nothing.</summary>
    public IReadOnlyList<string> Prefix { get; set; } = [];

    /// <summary>Starts a control process and waits until it answers.</summary>
    public async Task<ControlProcess> Control()
    {
        var port = FreePort();
        var process = Add("control", "--gateway-port", port.ToString(CultureInfo.InvariantCulture));
        return new(process, await process.DashboardAddress(), $"127.0.0.1:{port}");
    }

    /// <summary>Starts a trainer process and waits until it belongs to the cluster.</summary>
    /// <param name="slots">Trials that it runs side by side.</param>
    public async Task<TrainerProcess> Trainer(int slots = 1)
    {
        var process = Add("trainer", "--slots", slots.ToString(CultureInfo.InvariantCulture));
        var line = await process.Line(line => line.StartsWith("trainer: ", StringComparison.Ordinal));
        return new(process, line.Split(' ')[1]);
    }

    /// <summary>Starts a trainer process that need not come to belong to the cluster.</summary>
    public FastOdeProcess Stranger() => Add("trainer", "--slots", "1");

    /// <summary>Submits a study as a program does.</summary>
    public static async Task Submit(ControlProcess control, string spec)
    {
        await using var client = await FastOdeClient.ConnectAsync(control.Gateway, Cancellation);
        await client.SubmitAsync(spec, "spec.yaml", Cancellation);
    }

    /// <summary>Waits until a trainer runs a trial from a checkpoint of which it can go on.</summary>
    public Task Runs(TrainerProcess trainer) => Until(
        $"SELECT max(artifacts.step) FROM trials JOIN artifacts ON trial_id = trials.id WHERE state = 'Running' AND slot_id LIKE '{trainer.Host}/%'",
        rows => rows is [not ""]);

    /// <summary>Waits until the members have counted so many processes as dead.</summary>
    public Task CountedAsDead(int processes) => Until(
        FormattableString.Invariant($"SELECT count(*) FROM orleansmembershiptable WHERE status = {(int)SiloStatus.Dead}"),
        rows => rows is [var dead] && int.Parse(dead, CultureInfo.InvariantCulture) == processes);

    /// <summary>How the attempts on the slots of a trainer ended, each kind once.</summary>
    public Task<IReadOnlyList<string>> Attempts(TrainerProcess trainer) =>
        Query($"SELECT DISTINCT state FROM attempts WHERE slot_id LIKE '{trainer.Host}/%' ORDER BY 1");

    /// <summary>Waits until the study has ended.</summary>
    public Task Ended() => Until("SELECT state FROM experiments", rows => rows is ["Completed"]);

    /// <summary>Waits until the database answers a question as wanted; what it answers while it is away does not count.</summary>
    public async Task Until(string sql, Func<IReadOnlyList<string>, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Longest);
        while (!wanted(await Query(sql)))
            await Task.Delay(Glance, patience.Token);
    }

    /// <summary>Asks the database.</summary>
    public Task<IReadOnlyList<string>> Query(string sql) => server.Query(database, sql);

    /// <summary>Weights and measurements of every trial, as <see cref="Report.Results"/> writes them.</summary>
    public static async Task<string> Results(ControlProcess control)
    {
        await using var client = await FastOdeClient.ConnectAsync(control.Gateway, Cancellation);
        var rows = (await client.Results.Evaluations(TrialSelection.Of(1), Cancellation)).ToLookup(row => row.TrialId);
        var trials = await client.Results.Trials(1, Cancellation);
        return string.Join('\n', trials.Select(trial =>
        {
            var parameters = new JsonObject(trial.Parameters.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, Json(pair.Value))));
            return $"{parameters.ToJsonString()} {trial.Seed} {trial.WeightsSha256} " + string.Join(' ', rows[trial.Id].Select(row =>
                $"{row.Step}:{row.Metric}:{row.Solver}:{row.Steps}:{Json(row.Nfe)}={Json(row.Value)}"));
        }));
    }

    public void Dispose()
    {
        processes.ForEach(process => process.Dispose());
        Workspace.Dispose();
    }

    private static JsonNode? Json(ParameterValue value) => value.Number is { } number ? Json(number) : value.Flag is { } flag ? JsonValue.Create(flag) : JsonValue.Create(value.Text);

    private static JsonValue Json(double value) => JsonValue.Create(value);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string[] Given(string option, string? value) => value is null ? [] : [option, value];

    private FastOdeProcess Add(string role, params string[] arguments)
    {
        string[] command = [.. Prefix, FastOdeProcess.Executable];
        var process = FastOdeProcess.StartProgram(
            command[0],
            Workspace.Root,
            [.. command[1..], "serve", "--role", role, "--db", Address, "--port", "0", .. arguments, .. Given("--cluster-tls", Certificates), .. Given("--cluster-secret", Secret), .. Given("--advertise", Reached?.ToString())]);
        processes.Add(process);
        return process;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FastOde.Client;
using Npgsql;

namespace FastOde.Bench.Cluster;

/// <summary>Processes of <c>fastode</c> in a directory of their own, and on a PostgreSQL database of their own where they have one.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly string executable;
    private readonly string directory = Directory.CreateTempSubdirectory("fastode-bench-").FullName;
    private readonly NpgsqlConnectionStringBuilder? server;
    private readonly List<Process> processes = [];
    private string? database;

    private Fleet(string executable, string? server)
    {
        this.executable = executable;
        this.server = server is null ? null : new NpgsqlConnectionStringBuilder(server);
    }

    /// <summary>Makes a directory, and a database where a server is named.</summary>
    public static async Task<Fleet> Create(string executable, string? server)
    {
        var fleet = new Fleet(executable, server);
        if (fleet.server is not null)
        {
            fleet.database = $"bench{Environment.ProcessId}x{Stopwatch.GetTimestamp()}";
            await fleet.Administer($"CREATE DATABASE {fleet.database} ENCODING 'UTF8' TEMPLATE template0");
        }

        return fleet;
    }

    /// <summary>Starts a process and waits until it is up.</summary>
    /// <param name="arguments">What follows <c>serve</c>.</param>
    public async Task<(Process Process, string Gateway)> Start(params string[] arguments)
    {
        var port = FreePort();
        List<string> all = ["serve", "--data", directory, "--port", "0", "--gateway-port", port.ToString(CultureInfo.InvariantCulture), .. arguments];
        if (server is not null)
            all.AddRange(["--db", new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString]);
        var process = Process.Start(new ProcessStartInfo(executable, all) { RedirectStandardOutput = true })!;
        processes.Add(process);
        await process.StandardOutput.ReadLineAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        return (process, $"127.0.0.1:{port}");
    }

    /// <summary>A connection, tried until the gateway answers.</summary>
    public static async Task<FastOdeClient> Connect(string gateway)
    {
        while (true)
        {
            try
            {
                return await FastOdeClient.ConnectAsync(gateway);
            }
            catch (FastOdeUnavailableException)
            {
                await Task.Delay(Glance);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(directory, recursive: true);
        if (database is not null)
            await Administer($"DROP DATABASE {database} WITH (FORCE)");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server!.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is made here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

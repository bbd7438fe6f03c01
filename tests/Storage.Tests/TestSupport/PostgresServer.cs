using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>
/// A private PostgreSQL of the system's packages, in a temporary directory and on loopback, that ends with the tests. A
/// machine without one skips its tests and says so; in continuous integration (<c>CI=true</c>) that is a failure.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The password of the only user, by which tests look for it where it must not be.</summary>
    public const string Password = "hush-4711";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SemaphoreSlim making = new(1, 1);
    private readonly int port = FreePort();
    private string? directory;
    private Process? process;
    private string? template;
    private int databases;

    /// <summary>Where it listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The connection string of a database of this server.</summary>
    public string ConnectionString(string database, string password = Password) =>
        string.Create(CultureInfo.InvariantCulture, $"Host={Address};Port={port};Username=fastode;Password={password};Database={database};Timeout=5");

    /// <summary>How messages call a database of this server.</summary>
    public string Name(string database) => string.Create(CultureInfo.InvariantCulture, $"database {database} on {Address}:{port}");

    /// <summary>Makes a new database, as a copy of another one where one is named, and starts the server before that where it has not been.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabase(string? template = null)
    {
        await Start();
        var name = string.Create(CultureInfo.InvariantCulture, $"d{Interlocked.Increment(ref databases)}");

        // One that is copied may have no other connection.
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
        }
        finally
        {
            turn.Release();
        }

        return name;
    }

    /// <summary>A database to copy others from, made once.</summary>
    /// <param name="fill">Gives it its tables, and leaves no connection to it.</param>
    /// <returns>Its name.</returns>
    public async Task<string> Template(Func<string, Task> fill)
    {
        await making.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (template is null)
            {
                var made = await CreateDatabase();
                await fill(made);
                template = made;
            }

            return template;
        }
        finally
        {
            making.Release();
        }
    }

    /// <summary>Sends a statement.</summary>
    public async Task Execute(string database, string sql) => await Query(database, sql);

    /// <summary>Asks the server.</summary>
    /// <returns>The first column of each row as text; empty for null.</returns>
    public async Task<IReadOnlyList<string>> Query(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        return rows;
    }

    /// <summary>Starts the server, or again after <see cref="Crash"/>; nothing where it runs.</summary>
    public async Task Start()
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (process is { HasExited: false })
                return;
            var binaries = Binaries();
            if (directory is null)
                await Initialize(binaries);
            process = Launch(binaries);
            await Answer();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends the server as a loss of power does: at once, and without a word to its clients.</summary>
    public async Task Crash()
    {
        await RunAsServer("sh", "-c", $"kill -QUIT $(head -1 {directory}/data/postmaster.pid)");
        await process!.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            // The server ends when its guard has nothing more to read.
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (directory is not null)
            Directory.Delete(directory, recursive: true);
        turn.Dispose();
        making.Dispose();
    }

    private static string Binaries()
    {
        var found = Environment.GetEnvironmentVariable("FASTODE_POSTGRES") ?? (Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(version => Path.Combine(version, "bin")).FirstOrDefault(IsServer)
            : null);
        if (found is not null)
            return found;
        const string Missing = "no PostgreSQL on this machine: apt-get install postgresql, or set FASTODE_POSTGRES to the folder of its programs";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Missing);
        Assert.Skip(Missing);
        return "";
    }

    private static bool IsServer(string folder) => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>PostgreSQL refuses to run as root; the user of the system's package stands in.</summary>
    private static string[] AsServer(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments]
        : [program, .. arguments];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task RunAsServer(string program, params string[] arguments) => Run(AsServer(program, arguments));

    private static async Task Run(params string[] command)
    {
        using var started = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = started.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = started.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await started.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(started.ExitCode == 0, $"{string.Join(' ', command)}\n{await output}{await errors}");
    }

    private async Task Initialize(string binaries)
    {
        directory = Directory.CreateTempSubdirectory("fastode-postgres-").FullName;
        var passwordFile = Path.Combine(directory, "password");
        await File.WriteAllTextAsync(passwordFile, Password, TestContext.Current.CancellationToken);
        if (Environment.IsPrivilegedProcess)
            await Run("chown", "-R", "postgres:postgres", directory);

        // Orders texts as a dictionary does, which the stores must not follow.
        string[] language = Version(Path.GetDirectoryName(binaries)!) >= 15 ? ["--locale-provider=icu", "--icu-locale=en"] : [];
        await RunAsServer(
            Path.Combine(binaries, "initdb"),
            ["-D", Path.Combine(directory, "data"), "-U", "fastode", "--pwfile", passwordFile, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", .. language]);

        // What initdb writes lets loopback in, and nobody else.
        if (!IPAddress.IsLoopback(Address))
            await File.AppendAllTextAsync(Path.Combine(directory, "data", "pg_hba.conf"), "host all all samenet scram-sha-256\n", TestContext.Current.CancellationToken);
    }

    /// <summary>A shell stands guard: it ends the server when the tests end, however they do.</summary>
    private Process Launch(string binaries)
    {
        const string Guard = "exec 3<&0; \"$@\" </dev/null >/dev/null 2>&1 3<&- & server=$!; (cat <&3 >/dev/null; kill -INT $server) 2>/dev/null & wait $server; kill $! 2>/dev/null";
        var server = AsServer(
            Path.Combine(binaries, "postgres"),
            [
                "-D", $"{directory}/data", "-p", port.ToString(CultureInfo.InvariantCulture), "-c", $"listen_addresses={Address}",
                "-c", $"unix_socket_directories={directory}", "-c", "fsync=off", "-c", "max_connections=300",
            ]);
        return Process.Start(new ProcessStartInfo("sh", ["-c", Guard, "guard", .. server]) { RedirectStandardInput = true, WorkingDirectory = "/" })!;
    }

    private async Task Answer()
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await Execute("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }
}

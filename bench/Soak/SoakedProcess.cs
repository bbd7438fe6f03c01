using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FastOde.Client;

namespace FastOde.Bench.Soak;

/// <summary>A <c>fastode serve</c> on a data directory of its own; killed and its directory deleted in the end.</summary>
internal sealed class SoakedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly DirectoryInfo directory;
    private readonly Task errors;

    private SoakedProcess(Process process, DirectoryInfo directory, Uri address, FastOdeClient client)
    {
        (this.process, this.directory, Address, Client) = (process, directory, address, client);
        errors = process.StandardError.BaseStream.CopyToAsync(Console.OpenStandardError());
    }

    /// <summary>Its dashboard.</summary>
    public Uri Address { get; }

    /// <summary>Talks to it.</summary>
    public FastOdeClient Client { get; }

    /// <summary>The process.</summary>
    public int Id => process.Id;

    /// <summary>Bytes of the database and its log.</summary>
    public long DatabaseBytes => directory.EnumerateFiles("experiments.db*").Sum(file => file.Length);

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="slots">Trials side by side.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="prepare">Puts into its data directory what is to be there from the start.</param>
    public static async Task<SoakedProcess> Start(string executable, int slots, CancellationToken cancellationToken, Action<DirectoryInfo>? prepare = null)
    {
        var directory = Directory.CreateTempSubdirectory("fastode-soak-");
        prepare?.Invoke(directory);
        var gateway = FreePort();
        var process = Process.Start(new ProcessStartInfo(
            executable, ["serve", "--data", directory.FullName, "--port", "0", "--gateway-port", $"{gateway}", "--slots", $"{slots}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var greeting = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            return new(process, directory, new Uri(greeting!.Split(' ').Single(word => word.StartsWith("http", StringComparison.Ordinal))), await FastOdeClient.ConnectAsync($"127.0.0.1:{gateway}", cancellationToken));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            directory.Delete(recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        process.Kill();
        await process.WaitForExitAsync();
        await errors;
        process.Dispose();
        directory.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

using FastOde.Client;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Hosting;

/// <summary>Finds the process that works in a data directory: by the address that it has written there, or at the usual port.</summary>
internal static class RunningProcess
{
    /// <summary>Connects to it.</summary>
    /// <param name="settings">The data directory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where no process works in the directory that this one can talk to.</returns>
    public static async Task<FastOdeClient?> Find(HostSettings settings, CancellationToken cancellationToken) => (await FindWithAddress(settings, cancellationToken)).Client;

    /// <summary>Finds the address at which it answers programs.</summary>
    /// <param name="settings">The data directory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Address and port; null where no process works in the directory that this one can talk to.</returns>
    public static async Task<string?> FindGateway(HostSettings settings, CancellationToken cancellationToken)
    {
        var (client, address) = await FindWithAddress(settings, cancellationToken);
        if (client is not null)
            await client.DisposeAsync();
        return address;
    }

    private static async Task<(FastOdeClient? Client, string? Address)> FindWithAddress(HostSettings settings, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        var written = ReadAddress(directory.GatewayPath);
        foreach (var endpoint in new[] { written, FastOdeClient.DefaultEndpoint }.OfType<string>().Distinct())
        {
            if (await Connect(endpoint, cancellationToken) is not { } client)
                continue;

            // What a killed process left may name a port that another has by now.
            if (client.Server.DataDirectory == directory.Root)
                return (client, endpoint);
            await client.DisposeAsync();
        }

        return (null, null);
    }

    private static async Task<FastOdeClient?> Connect(string endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await FastOdeClient.ConnectAsync(endpoint, cancellationToken);
        }
        catch (Exception failure) when (failure is FastOdeUnavailableException or FastOdeVersionException or FormatException)
        {
            // An older one cannot say which directory it works in, and may be anybody's.
            return null;
        }
    }

    private static string? ReadAddress(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It ends at this moment, or belongs to somebody else.
            return null;
        }
    }
}

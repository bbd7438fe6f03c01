// Represents the process that it runs in. Stateless; notifies nobody.
using FastOde.Contracts.Servers;
using FastOde.FlowMatching.Devices;
using FastOde.Storage.Directories;
using Orleans.Concurrency;

namespace FastOde.Grains.Servers;

/// <summary>Describes the process that a client has reached.</summary>
/// <param name="data">Its data directory.</param>
[StatelessWorker]
internal sealed class ServerGrain(DataDirectory data) : Grain, IServerGrain
{
    private static readonly string Version = LibraryVersions.Of(typeof(ServerGrain).Assembly).Split('+')[0];

    /// <inheritdoc/>
    public Task<ServerDescription> Describe() => Task.FromResult(new ServerDescription
    {
        Version = Version,
        Edition = ServerDescription.CurrentEdition,
        DataDirectory = data.Root,
    });
}

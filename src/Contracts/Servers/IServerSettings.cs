namespace FastOde.Contracts.Servers;

/// <summary>Says what a running FastOde has at hand and how it was started.</summary>
public interface IServerSettings
{
    /// <summary>How it stands now.</summary>
    Task<ServerSettings> Read(CancellationToken cancellationToken);
}

namespace FastOde.Contracts.Servers;

/// <summary>Says what a running FastOde is, to whoever connects to it (key 0, stateless).</summary>
[Alias("FastOde.IServerGrain")]
public interface IServerGrain : IGrainWithIntegerKey
{
    /// <summary>What it is.</summary>
    [Alias("Describe")]
    Task<ServerDescription> Describe();
}

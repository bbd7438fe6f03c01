using FastOde.Contracts.Servers;

namespace FastOde.Silo.Views;

/// <summary>What a running FastOde is.</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="Edition">Edition of the calls that programs may make.</param>
internal sealed record ServerView(string Version, int Edition)
{
    /// <summary>Shows a process.</summary>
    /// <param name="server">The process.</param>
    public static ServerView Of(ServerDescription server) => new(server.Version, server.Edition);
}

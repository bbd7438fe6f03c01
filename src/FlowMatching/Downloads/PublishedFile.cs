namespace FastOde.FlowMatching.Downloads;

/// <summary>A file on a server whose content is known.</summary>
/// <param name="Name">Its name, below the address it is published at and in the folder it goes to.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hexadecimal.</param>
public sealed record PublishedFile(string Name, string Sha256)
{
    /// <summary>The file's address on a server.</summary>
    /// <param name="server">A folder with the file, or the file itself.</param>
    public Uri At(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.AbsolutePath.EndsWith($"/{Name}", StringComparison.Ordinal) ? server : new Uri($"{server.AbsoluteUri.TrimEnd('/')}/{Name}");
    }
}

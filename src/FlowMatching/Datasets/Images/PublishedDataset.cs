using FastOde.FlowMatching.Downloads;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>A data set of images that can be downloaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">The folder on a server where its files are; ends with a slash.</param>
/// <param name="Files">Its files, as they were published.</param>
public sealed record PublishedDataset(string Name, Uri Address, IReadOnlyList<PublishedFile> Files)
{
    /// <summary>Downloads the files; those that are there already are kept.</summary>
    /// <param name="download">How.</param>
    /// <param name="from">The folder of the files on another server, or the file itself where there is only one; null for where they were published.</param>
    /// <param name="folder">Where they go.</param>
    /// <param name="progress">Hears how far each has come.</param>
    /// <param name="cancellationToken">Stops; what is here already stays for the next time.</param>
    /// <returns>What to add: the folder, or the only file.</returns>
    /// <exception cref="DownloadException">A server does not give a file, or gives another.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<string> Fetch(
        FileDownload download, Uri? from, string folder, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(download);
        var path = folder;
        foreach (var file in Files)
        {
            var fetched = await download.Fetch(from is null ? new Uri(Address, file.Name) : file.At(from), file, folder, progress, cancellationToken);
            path = Files.Count == 1 ? fetched : folder;
        }

        return path;
    }
}

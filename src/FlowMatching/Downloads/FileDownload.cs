using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace FastOde.FlowMatching.Downloads;

/// <summary>
/// Downloads files whose content is known. What is interrupted stays as <c>NAME.part</c> and goes on from there the next
/// time, where the server can; a file has its own name only once its hash was verified.
/// </summary>
/// <param name="client">The connection; its timeout holds until a server answers.</param>
/// <param name="clock">Measures how long a server is silent.</param>
/// <param name="most">The most bytes that a file may have; a server that sends without end would fill the disk.</param>
public sealed class FileDownload(HttpClient client, TimeProvider clock, long most = FileDownload.Most)
{
    /// <summary>More than ten times what any published file has that is downloaded here.</summary>
    public const long Most = 2L << 30;

    private const int BufferBytes = 1 << 17;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>Downloads a file, unless it is there already.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="file">What it should be.</param>
    /// <param name="folder">Where it goes; created where it is missing.</param>
    /// <param name="progress">Hears how far it has come.</param>
    /// <param name="cancellationToken">Stops; what is here already stays for the next time.</param>
    /// <returns>Full path of the file.</returns>
    /// <exception cref="DownloadException">The server does not give the file, or gives another.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<string> Fetch(
        Uri address, PublishedFile file, string folder, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, file.Name);
        if (File.Exists(target) && await Hash(target, cancellationToken) == file.Sha256)
            return target;
        var part = target + ".part";
        try
        {
            await using var stream = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            using var response = await Answer(address, stream, cancellationToken);
            if (response is not null)
                await Receive(address, file.Name, response, stream, progress, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        catch when (new FileInfo(part) is { Exists: true, Length: 0 })
        {
            File.Delete(part);
            throw;
        }

        var found = await Hash(part, cancellationToken);
        if (found != file.Sha256)
        {
            File.Delete(part);
            throw new DownloadException(
                $"{address} is not the published file: its SHA-256 is {found}, and {file.Sha256} was expected. It was deleted; try again, or name another server with --from URL.");
        }

        File.Move(part, target, overwrite: true);
        return target;
    }

    /// <summary>The server's answer, with the stream where its content goes on; null where all of it is here already.</summary>
    private async Task<HttpResponseMessage?> Answer(Uri address, FileStream stream, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (stream.Length > 0)
            request.Headers.Range = new RangeHeaderValue(stream.Length, null);
        var response = await Naming(address, stream, () => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && stream.Length > 0)
        {
            var isWhole = response.Content.Headers.ContentRange?.Length == stream.Length;
            response.Dispose();
            if (isWhole)
                return null;
            stream.SetLength(0);
            return await Answer(address, stream, cancellationToken);
        }

        if (!response.IsSuccessStatusCode)
        {
            var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
            response.Dispose();
            throw new DownloadException($"{address} answers {status}. Name another server with --from URL, or get the file in another way and add it from the disk.");
        }

        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != stream.Length)
            stream.SetLength(0);
        stream.Position = stream.Length;
        return response;
    }

    private async Task Receive(
        Uri address, string name, HttpResponseMessage response, FileStream stream, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        var total = stream.Length + response.Content.Headers.ContentLength;
        RequireFits(address, stream, total ?? 0);
        var buffer = new byte[BufferBytes];
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await Naming(address, stream, () => Read(content, buffer, cancellationToken), cancellationToken) is > 0 and var length)
        {
            RequireFits(address, stream, stream.Length + length);
            await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            progress.Report(new DownloadProgress(name, stream.Length, total));
        }
    }

    // What is here already is of no use, and would be asked to go on the next time.
    private void RequireFits(Uri address, FileStream stream, long bytes)
    {
        if (bytes <= most)
            return;
        stream.SetLength(0);
        throw new DownloadException($"{address} sends more than {most} bytes, which no published file has. Name another server with --from URL.");
    }

    private async Task<int> Read(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(LongestSilence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        return await content.ReadAsync(buffer, either.Token);
    }

    private static async Task<T> Naming<T>(Uri address, FileStream stream, Func<Task<T>> talk, CancellationToken cancellationToken)
    {
        try
        {
            return await talk();
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Interrupted(address, stream, "the server is silent", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Interrupted(address, stream, error.Message.TrimEnd('.'), error);
        }
    }

    private static DownloadException Interrupted(Uri address, FileStream stream, string reason, Exception error) => new(
        stream.Length > 0
            ? $"{address} was interrupted after {stream.Length} bytes: {reason}. Run the command again, and it goes on from there."
            : $"{address} cannot be reached: {reason}. Check the network, or name another server with --from URL.",
        error);

    private static async Task<string> Hash(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}

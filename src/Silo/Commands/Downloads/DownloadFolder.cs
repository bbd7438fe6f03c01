using System.CommandLine;
using FastOde.FlowMatching.Downloads;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Downloads;

/// <summary>A hidden folder of the data directory where downloads lie until they are added.</summary>
internal static class DownloadFolder
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The option that names another server.</summary>
    public static Option<Uri?> FromOption() => new("--from")
    {
        Description = "Another server's folder with the published files.",
        HelpName = "URL",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            result.AddError($"--from {text}: expected an address that begins with http:// or https://");
            return null;
        },
    };

    /// <summary>Downloads and adds. What came before an interruption stays for the next time; what was added does not, nor an empty folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="work">Fetches files into the folder and adds them.</param>
    /// <returns>What was added.</returns>
    public static Task<T> Use<T>(string folder, Func<FileDownload, JobPart, Task<T>> work) => JobProgress.Show("download", async part =>
    {
        using var client = new HttpClient() { Timeout = LongestWait };
        try
        {
            var added = await work(new FileDownload(client, TimeProvider.System), part);
            Directory.Delete(folder, recursive: true);
            return added;
        }
        finally
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    });
}

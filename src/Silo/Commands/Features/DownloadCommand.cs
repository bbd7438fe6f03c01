using System.CommandLine;
using FastOde.FlowMatching.Downloads;
using FastOde.FlowMatching.Metrics.Features.Inception;
using FastOde.Silo.Commands.Downloads;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Features;

/// <summary><c>fastode features download</c>: fetches the published weights of Inception-v3, verifies them and keeps them.</summary>
internal static class DownloadCommand
{
    private const int Sha256Digits = 64;

    private static readonly string[] Extensions = [".pth", ".pt", ".safetensors"];

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = new Argument<string>("NAME") { Description = "inception." };
        name.AcceptOnlyFromAmong(InceptionExtractor.InceptionName);
        var from = DownloadFolder.FromOption();
        from.Description = "Another server's folder with the published file, or the address of a .pth or .safetensors file.";
        var sha256 = new Option<string?>("--sha256") { Description = "SHA-256 of the file, where it is another than the published.", HelpName = "HASH", CustomParser = ParseHash };
        var command = new Command("download", "Download the weights of Inception-v3, verify them and keep them. What was interrupted goes on from there.");
        command.Arguments.Add(name);
        command.Options.Add(from);
        command.Options.Add(sha256);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => Run(CommandOutput.Of(result), options.Read(result), result.GetValue(from), result.GetValue(sha256)));
        return command;
    }

    /// <summary>Downloads the weights of Inception-v3.</summary>
    /// <param name="output">Where it is said what was added.</param>
    /// <param name="settings">Settings with the data directory.</param>
    /// <param name="from">Another server's folder, or a file there; null for the publisher's.</param>
    /// <param name="sha256">The file's hash; null for the published.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Run(CommandOutput output, HostSettings settings, Uri? from, string? sha256) => FeatureWork.Change(settings, "features.download", InceptionExtractor.InceptionName, async (directory, extractors, cancellationToken) =>
    {
        var target = extractors.PathOf(InceptionExtractor.InceptionName);
        var folder = Path.Combine(directory.FeaturesPath, $".{InceptionExtractor.InceptionName}.download");
        var published = PublishedInception.File;
        var file = new PublishedFile(NamedFile(from) ?? published.Name, sha256 ?? published.Sha256);
        var added = await DownloadFolder.Use(folder, async (download, part) =>
        {
            var path = await download.Fetch(file.At(from ?? PublishedInception.Address), file, folder, new DownloadPart(part), cancellationToken);
            part.Begin("checking");
            Keep(path, target);
            return extractors.Find(InceptionExtractor.InceptionName);
        });
        output.Write(added, $"added {InceptionExtractor.InceptionName}: {target}");
    });

    private static void Keep(string path, string target)
    {
        try
        {
            InceptionFile.Import(path, target);
        }
        catch
        {
            // It is the file that was asked for, so that the next time would bring the same.
            File.Delete(path);
            throw;
        }
    }

    private static string? NamedFile(Uri? from) =>
        from?.Segments[^1] is { } name && Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) ? name : null;

    private static string? ParseHash(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length == Sha256Digits && text.All(char.IsAsciiHexDigit))
            return text.ToLowerInvariant();
        result.AddError($"--sha256 {text}: expected {Sha256Digits} hexadecimal digits");
        return null;
    }
}

using FastOde.FlowMatching.Files;

namespace FastOde.Silo.Output;

/// <summary>
/// A file that the command line asks for: looked at before anything starts, written whole or not at all. <c>-</c> is standard
/// output, which then holds nothing else.
/// </summary>
internal sealed class OutputFile
{
    private readonly string option;
    private readonly string path;
    private readonly bool isDevice;

    private OutputFile(string option, string path, bool isDevice)
    {
        this.option = option;
        this.path = path;
        this.isDevice = isDevice;
    }

    /// <summary>Makes sure that the file can be written when its content is known, perhaps days from now.</summary>
    /// <param name="path">The file, a link is followed; or <c>-</c>.</param>
    /// <param name="option">The option that named it, for messages.</param>
    /// <exception cref="CommandFailure">It cannot; the message says why.</exception>
    public static OutputFile Prepare(string path, string option = "--json")
    {
        if (path == StandardStream.Name)
        {
            StandardStream.ReserveOutput();
            return new OutputFile(option, path, isDevice: true);
        }

        path = Path.GetFullPath(path);
        try
        {
            // A rename would replace the device by a file.
            if (path.StartsWith("/dev/", StringComparison.Ordinal))
                return new OutputFile(option, path, isDevice: true);
            if (Directory.Exists(path))
                throw Refusal(option, path, "it is a directory");
            var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
            WholeFile.Probe(target);
            return new OutputFile(option, target, isDevice: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refusal(option, path, failure.Message);
        }
    }

    /// <summary>Writes the content to a temporary name, flushes it to the disk and renames it.</summary>
    /// <exception cref="CommandFailure">The disk refuses it now.</exception>
    public async Task Write(byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            if (path == StandardStream.Name)
                await WriteToOutput(content, cancellationToken);
            else if (isDevice)
                await WriteToDevice(content, cancellationToken);
            else
                WholeFile.Write(path, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refusal(option, path, failure.Message);
        }
    }

    private static async Task WriteToOutput(byte[] content, CancellationToken cancellationToken)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(content, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private async Task WriteToDevice(byte[] content, CancellationToken cancellationToken)
    {
        await using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
        await device.WriteAsync(content, cancellationToken);
    }

    private static CommandFailure Refusal(string option, string path, string reason) =>
        new(ExitCode.Environment, $"{option} {path}: cannot be written: {reason.TrimEnd('.')}; choose a file in a directory that exists and is writable");
}

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
    /// <param name="force">Whether a file that is there is replaced; without it, it is refused.</param>
    /// <param name="option">The option that named it, for messages.</param>
    /// <exception cref="CommandFailure">It cannot; the message says why.</exception>
    public static OutputFile Prepare(string path, bool force, string option = "--json")
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
            _ = Require(path, force, option);
            var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
            WholeFile.Probe(target);
            return new OutputFile(option, target, isDevice: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refusal(option, path, failure.Message);
        }
    }

    /// <summary>Refuses to replace a file: the one rule of all commands.</summary>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether it may be replaced.</param>
    /// <param name="option">What named it, for the message.</param>
    /// <returns>The path.</returns>
    /// <exception cref="CommandFailure">It is there, and may not be.</exception>
    public static string Require(string path, bool force, string option) => force || !File.Exists(path)
        ? path
        : throw new CommandFailure(ExitCode.BadInput, $"{option} {path}: the file is there already; name another, or add --force to replace it");

    /// <summary>Writes the content to a temporary name, flushes it to the disk and renames it.</summary>
    /// <exception cref="CommandFailure">The disk refuses it now.</exception>
    public Task Write(byte[] content, CancellationToken cancellationToken) =>
        Write(async stream => await stream.WriteAsync(content, cancellationToken), cancellationToken);

    /// <summary>The same for content that need not be in memory at once.</summary>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends it; a file is then as it was.</param>
    /// <exception cref="CommandFailure">The disk refuses it now.</exception>
    public async Task Write(Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            if (path == StandardStream.Name)
                await WriteTo(Console.OpenStandardOutput(), write, cancellationToken);
            else if (isDevice)
                await WriteTo(new FileStream(path, FileMode.Open, FileAccess.Write), write, cancellationToken);
            else
                await WholeFile.Write(path, write);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refusal(option, path, failure.Message);
        }
    }

    private static async Task WriteTo(Stream output, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        await using (output)
        {
            await write(output);
            await output.FlushAsync(cancellationToken);
        }
    }

    private static CommandFailure Refusal(string option, string path, string reason) =>
        new(ExitCode.Environment, $"{option} {path}: cannot be written: {reason.TrimEnd('.')}; choose a file in a directory that exists and is writable");
}

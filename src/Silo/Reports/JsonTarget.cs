using FastOde.Silo.Commands;

namespace FastOde.Silo.Reports;

/// <summary>The file of <c>--json</c>: looked at before anything starts, written whole or not at all.</summary>
internal sealed class JsonTarget
{
    private readonly string _path;
    private readonly bool _isDevice;

    private JsonTarget(string path, bool isDevice)
    {
        _path = path;
        _isDevice = isDevice;
    }

    /// <summary>Makes sure that the file can be written when the study has ended, perhaps days from now.</summary>
    /// <param name="path">Full path; a link is followed.</param>
    /// <exception cref="CommandFailure">It cannot; the message says why.</exception>
    public static JsonTarget Prepare(string path)
    {
        try
        {
            // A rename would replace the device by a file.
            if (path.StartsWith("/dev/", StringComparison.Ordinal))
                return new JsonTarget(path, isDevice: true);
            if (Directory.Exists(path))
                throw Refusal(path, "it is a directory");
            var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
            File.Create(TemporaryName(target), 1, FileOptions.DeleteOnClose).Dispose();
            return new JsonTarget(target, isDevice: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, failure.Message);
        }
    }

    /// <summary>Writes the report to a temporary name, flushes it to the disk and renames it.</summary>
    /// <exception cref="CommandFailure">The disk refuses it now.</exception>
    public async Task Write(byte[] report, CancellationToken cancellationToken)
    {
        try
        {
            if (_isDevice)
                await WriteTo(_path, FileMode.Open, report, cancellationToken);
            else
                await Replace(report, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refusal(_path, failure.Message);
        }
    }

    private async Task Replace(byte[] report, CancellationToken cancellationToken)
    {
        var temporary = TemporaryName(_path);
        try
        {
            await WriteTo(temporary, FileMode.Create, report, cancellationToken);
            File.Move(temporary, _path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static async Task WriteTo(string path, FileMode mode, byte[] report, CancellationToken cancellationToken)
    {
        await using FileStream file = new(path, mode, FileAccess.Write);
        await file.WriteAsync(report, cancellationToken);
        file.Flush(flushToDisk: mode == FileMode.Create);
    }

    private static string TemporaryName(string path) => $"{path}.{Environment.ProcessId}.tmp";

    private static CommandFailure Refusal(string path, string reason) =>
        new(ExitCode.Environment, $"--json {path}: cannot be written: {reason.TrimEnd('.')}; choose a file in a directory that exists and is writable");
}

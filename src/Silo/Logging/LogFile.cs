using FastOde.Silo.Output;
using Serilog;
using Serilog.Extensions.Logging;

namespace FastOde.Silo.Logging;

/// <summary>
/// The log as a file beside standard error. A new one is begun each day and where one is full, and the oldest are deleted.
/// </summary>
internal static class LogFile
{
    /// <summary>Files that are kept.</summary>
    public const int Kept = 14;

    /// <summary>Bytes at which a file is full.</summary>
    public const long Full = 50L << 20;

    /// <summary>Adds the file to what the process logs to.</summary>
    /// <param name="logging">The process's logging, whose filters hold for the file too.</param>
    /// <param name="path">Its path; the date, and a number where a day has several, come before its ending.</param>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static void Add(ILoggingBuilder logging, string path)
    {
        Require(path);

        // By its own extension it would be told everything, whatever the filters say.
        logging.AddProvider(new SerilogLoggerProvider(
            new LoggerConfiguration()
                .MinimumLevel.Verbose()
                .WriteTo.File(
                    new LogLine(),
                    path,
                    fileSizeLimitBytes: Full,
                    rollingInterval: RollingInterval.Day,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: Kept)
                .CreateLogger(),
            dispose: true));
    }

    /// <summary>The library itself would say nothing, and log to nowhere.</summary>
    private static void Require(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(Path.Combine(folder, $".fastode-log-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Environment, $"--log {path}: {failure.Message.TrimEnd('.')}; make {folder} writable or name another file");
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Devices;

/// <summary>Asks <c>nvidia-smi</c>, which comes with the driver. It gets a bounded time, and no second one beside one that hangs.</summary>
/// <param name="searchPath">Folders in which to look for it, as in <c>PATH</c>.</param>
/// <param name="clock">Measures its time.</param>
public sealed class NvidiaSmi(string searchPath, TimeProvider clock) : IGpuReader
{
    /// <summary>Name of the program.</summary>
    public const string Program = "nvidia-smi";

    private const string Question = "--query-gpu=index,uuid,name,utilization.gpu,memory.used,memory.total";
    private const string Format = "--format=csv,noheader,nounits";

    // A line has about 80 characters; a machine has a few GPUs.
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Process? hanging;

    /// <summary>The one that <c>PATH</c> of this process leads to.</summary>
    /// <param name="clock">Measures its time.</param>
    public static NvidiaSmi OnPath(TimeProvider clock) => new(Environment.GetEnvironmentVariable("PATH") ?? "", clock);

    /// <summary>Where the program is; null where the machine does not have it.</summary>
    public string? Path => searchPath.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => System.IO.Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeviceUse>> Read(CancellationToken cancellationToken)
    {
        if (Path is not { } path)
            return [];
        if (hanging is { HasExited: false } old)
            throw new GpuReadingException(string.Create(CultureInfo.InvariantCulture, $"{Program} of before (process {old.Id}) still hangs and cannot be ended"));
        hanging?.Dispose();
        hanging = null;
        return GpuTable.Parse(await Answer(path, cancellationToken), Environment.MachineName);
    }

    private async Task<string> Answer(string path, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var process = Start(path);
        try
        {
            // A read of a pipe cannot be taken back; it ends with the process.
            var said = await Task.WhenAll(Text(process.StandardOutput), Text(process.StandardError)).WaitAsync(end.Token);
            await process.WaitForExitAsync(end.Token);
            return process.ExitCode == 0
                ? said[0]
                : throw new GpuReadingException(string.Create(CultureInfo.InvariantCulture, $"{path} ended with code {process.ExitCode}{FirstLine(said)}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GpuReadingException(string.Create(CultureInfo.InvariantCulture, $"{path} did not answer within {Patience.TotalSeconds} s and was ended"));
        }
        finally
        {
            End(process);
        }
    }

    private static Process Start(string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(path, [Question, Format]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new GpuReadingException($"{path} cannot be started: {error.Message}");
        }
    }

    private static async Task<string> Text(StreamReader stream)
    {
        var text = new char[LongestAnswer];
        var length = await stream.ReadBlockAsync(text, CancellationToken.None);
        return length < LongestAnswer
            ? new(text, 0, length)
            : throw new GpuReadingException(string.Create(CultureInfo.InvariantCulture, $"{Program} says more than {LongestAnswer} characters"));
    }

    /// <summary>Ends the process and what it has started. One that waits inside the driver does not end, and nobody waits for it.</summary>
    private void End(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        if (process.HasExited)
            process.Dispose();
        else
            hanging = process;
    }

    private static string FirstLine(IEnumerable<string> texts) =>
        texts.Select(text => text.Trim().Split('\n')[0]).FirstOrDefault(line => line.Length > 0) is { } line ? $": {line}" : "";
}

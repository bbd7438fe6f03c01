using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Whether the data directory can be written to, and the space there.</summary>
internal sealed class DiskCheck : IDoctorCheck
{
    private const long LowBytes = 1L << 30;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>(
            File.Exists(settings.DataDirectory)
                ? [Finding.Broken("data directory", $"{settings.DataDirectory} is a file", "name a directory with --data DIR")]
                : [Writable(settings.DataDirectory), Space(settings.DataDirectory)]);

    private static Finding Writable(string directory)
    {
        var existing = NearestExisting(directory);
        var probe = Path.Combine(existing, $".fastode-doctor-{Environment.ProcessId}");
        try
        {
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            return Finding.Ok("data directory", existing == directory ? $"{directory}, writable" : $"{directory}, will be created");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Finding.Broken(
                "data directory",
                $"{existing} is not writable ({failure.Message.TrimEnd('.')})",
                "give yourself write permission or name another with --data DIR");
        }
    }

    private static Finding Space(string directory)
    {
        try
        {
            var free = new DriveInfo(NearestExisting(directory)).AvailableFreeSpace;
            var text = $"{free} bytes free ({free / 1e9:0.0} GB)";
            return free < LowBytes
                ? Finding.Warning("disk space", text, "free at least 1 GB, or name a directory on another disk with --data DIR")
                : Finding.Ok("disk space", text);
        }
        catch (IOException failure)
        {
            return Finding.Warning("disk space", $"unknown ({failure.Message.TrimEnd('.')})", "check the disk of the data directory");
        }
    }

    private static string NearestExisting(string directory)
    {
        while (!Directory.Exists(directory))
            directory = Path.GetDirectoryName(directory) ?? Path.GetPathRoot(Environment.CurrentDirectory)!;
        return directory;
    }
}

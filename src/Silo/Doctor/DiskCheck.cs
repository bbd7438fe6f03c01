using System.Globalization;
using FastOde.FlowMatching.Files;
using FastOde.Grains.Trainers;
using FastOde.Silo.Hosting;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Doctor;

/// <summary>Whether the data directory can be written to, and the space there.</summary>
internal sealed class DiskCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>(
            File.Exists(settings.DataDirectory)
                ? [Finding.Broken("data directory", $"{settings.DataDirectory} is a file", "name a directory with --data DIR")]
                : [Owned(settings.DataDirectory) ?? Writable(settings.DataDirectory), Space(settings)]);

    /// <summary>What a process left that was killed names a process that is gone.</summary>
    private static Finding? Owned(string directory)
    {
        var file = new DataDirectory(directory).ProcessIdPath;
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && OtherProcess.IsAlive(id)
            ? Finding.Warning("data directory", $"{directory} is in use by process {id}", "serve, run and resume need it alone; ls, show, watch and submit work beside it")
            : null;
    }

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

    private static Finding Space(HostSettings settings)
    {
        if (new DiskSpace().Of(NearestExisting(settings.DataDirectory)) is not { } room)
            return Finding.Warning("disk space", "unknown", "check the disk of the data directory");
        var reserve = settings.Reserve ?? DiskReserve.UsualOf(room.Total);
        var text = string.Create(CultureInfo.InvariantCulture, $"{room.Free} bytes free ({room.Free / 1e9:0.0} GB)");
        return room.Free < reserve
            ? Finding.Warning(
                "disk space",
                string.Create(CultureInfo.InvariantCulture, $"{text}, less than the reserve of {reserve / 1e9:0.0##} GB, below which no trial is started"),
                "free some, choose another reserve with --reserve, or name a directory on another disk with --data DIR")
            : Finding.Ok("disk space", text);
    }

    private static string NearestExisting(string directory)
    {
        while (!Directory.Exists(directory))
            directory = Path.GetDirectoryName(directory) ?? Path.GetPathRoot(Environment.CurrentDirectory)!;
        return directory;
    }
}

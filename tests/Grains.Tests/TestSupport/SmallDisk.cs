using System.Diagnostics;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A file system of its own that is soon full; only root can mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fastode-disk-").FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Mounts one, or skips the test.</summary>
    public static SmallDisk Mount(int bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can mount a file system");
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={bytes}"), "tmpfs", disk.Path))
            return disk;
        Directory.Delete(disk.Path);
        Assert.Skip("this container may not mount a file system");
        throw new InvalidOperationException("never reached: the test is skipped");
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        // Lazily: a database may just be closing its files.
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}

using System.Diagnostics;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>
/// Makes a file or directory unwritable while it lives. Permissions do not stop root, so root uses the immutable flag;
/// a file system that lacks it skips the test.
/// </summary>
internal sealed class WriteProtection : IDisposable
{
    private readonly string path;
    private readonly UnixFileMode? mode;

    public WriteProtection(string path)
    {
        this.path = path;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "write protection is tested with Unix permissions");
        if (OperatingSystem.IsWindows())
            return;
        if (Environment.IsPrivilegedProcess)
        {
            Assert.SkipUnless(Chattr("+i", path), "root writes everywhere, and this file system or container has no immutable flag");
            return;
        }

        mode = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, mode.Value & ~(UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    public void Dispose()
    {
        if (mode is { } original && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, original);
        else
            Chattr("-i", path);
    }

    private static bool Chattr(string flag, string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("chattr", [flag, path]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

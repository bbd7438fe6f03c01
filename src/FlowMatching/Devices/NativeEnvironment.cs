using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Devices;

/// <summary>The environment as native libraries read it: on Unix the runtime keeps a copy of its own.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable for this process, managed and native code alike.</summary>
    public static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows())
            _ = SetVariable(name, value, overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

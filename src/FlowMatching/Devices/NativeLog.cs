using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Devices;

/// <summary>
/// What libtorch's native code writes to standard error. Where a processor does not describe its caches, NNPACK refuses
/// it with a line at every small convolution, which is then computed otherwise and rightly.
/// </summary>
internal static unsafe class NativeLog
{
    private const string Variable = "TORCH_CPP_LOG_LEVEL";

    /// <summary>c10::initLogging(), which reads the variable; Python calls it, a program of one's own has to.</summary>
    private const string Reader = "_ZN3c1011initLoggingEv";

    /// <summary>Asks for errors only, unless the user's environment asks for something else.</summary>
    public static void WarnNoMore()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null or "")
            NativeEnvironment.Set(Variable, "ERROR");
    }

    /// <summary>Makes libtorch, once it is loaded, log what the environment asks for; by default it warns.</summary>
    public static void Apply()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc10.so", out var library) && NativeLibrary.TryGetExport(library, Reader, out var read))
            ((delegate* unmanaged<void>)read)();
    }
}

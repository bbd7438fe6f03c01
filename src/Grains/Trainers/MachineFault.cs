using FastOde.FlowMatching.Devices;
using FastOde.Grains.Attempts;
using FastOde.Storage;

namespace FastOde.Grains.Trainers;

/// <summary>
/// Tells faults of the machine from faults of a trial: no space, no permission, no memory, a device that fails, a database
/// that is out of reach, a processor on which libtorch computes wrongly. Whoever runs on the machine would meet them, so they
/// are no trial's failure.
/// </summary>
internal static class MachineFault
{
    // Numbers of Linux and macOS, which .NET passes on in HResult.
    private const int InputOutput = 5;
    private const int NoSuchDevice = 19;
    private const int NoMemory = 12;
    private const int PermissionDenied = 13;
    private const int TooManyFilesInSystem = 23;
    private const int TooManyFiles = 24;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int NotConnectedOnLinux = 107;
    private const int StaleHandleOnLinux = 116;
    private const int QuotaOnLinux = 122;
    private const int StaleHandleOnMac = 70;
    private const int QuotaOnMac = 69;

    private const int WindowsWriteProtected = unchecked((int)0x80070013);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>What libtorch's allocators say; its exceptions carry no code.</summary>
    private static readonly string[] MemoryWords = ["DefaultCPUAllocator: ", "CUDA out of memory"];

    /// <summary>Whether the machine is to blame for an error, or for one that caused it.</summary>
    public static bool IsIn(Exception? error) => error switch
    {
        null => false,
        StorageException or OutOfMemoryException or UnauthorizedAccessException or WrongArithmeticException => true,
        TrainerProcessException process => process.IsOfTheMachine,
        IOException file when IsOfTheMachine(file.HResult) => true,
        AggregateException several => several.InnerExceptions.Any(IsIn),
        _ => MemoryWords.Any(words => error.Message.Contains(words, StringComparison.Ordinal)) || IsIn(error.InnerException),
    };

    private static bool IsOfTheMachine(int code) => code switch
    {
        InputOutput or NoSuchDevice or NoMemory or PermissionDenied or TooManyFilesInSystem or TooManyFiles or NoSpace or ReadOnlyFileSystem => true,
        NotConnectedOnLinux or StaleHandleOnLinux or QuotaOnLinux => OperatingSystem.IsLinux(),
        StaleHandleOnMac or QuotaOnMac => OperatingSystem.IsMacOS(),
        WindowsWriteProtected or WindowsHandleDiskFull or WindowsDiskFull => OperatingSystem.IsWindows(),
        _ => false,
    };
}

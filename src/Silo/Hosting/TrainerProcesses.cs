using System.Globalization;
using System.Runtime.InteropServices;
using FastOde.Grains.Isolation;

namespace FastOde.Silo.Hosting;

/// <summary>How this executable is started again to train for a slot, and what such a process does with its standard streams.</summary>
internal static partial class TrainerProcesses
{
    /// <summary>The command of such a process.</summary>
    public const string Command = "trainer-process";

    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const string Runtime = "dotnet";

    /// <summary>The command line of a process for a slot.</summary>
    /// <param name="settings">How this process runs.</param>
    public static TrainerProcessOptions Describe(HostSettings settings)
    {
        var program = Environment.ProcessPath!;
        string[] own = Path.GetFileNameWithoutExtension(program) == Runtime ? [typeof(TrainerProcesses).Assembly.Location] : [];
        return new()
        {
            Program = program,
            Arguments =
            [
                .. own, Command, "--data", settings.DataDirectory,
                "--threads", settings.SlotOptions.ThreadsEach.ToString(CultureInfo.InvariantCulture), .. settings.Verbose ? new[] { "--verbose" } : [],
            ],
        };
    }

    /// <summary>
    /// Standard output for messages alone: whatever this process or a native library prints goes to standard error from now on.
    /// </summary>
    public static Stream TakeStandardOutput()
    {
        var output = Console.OpenStandardOutput();
        Console.SetOut(Console.Error);
        if (!OperatingSystem.IsWindows())
            _ = Duplicate(StandardError, StandardOutput);
        return output;
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}

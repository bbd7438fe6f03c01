using System.Runtime.InteropServices;
using System.Text;

namespace FastOde.CrashPoints;

/// <summary>
/// Ends the process by <c>kill -9</c>, or by <c>abort()</c> where the environment says so, at the first point that no process before it has crashed at. The points that are done
/// with are the lines of a file, which the environment names; it may also name the only points that count.
/// </summary>
internal static partial class Crash
{
    private const string Variable = "FASTODE_CRASHED_AT";
    private const string OnlyVariable = "FASTODE_CRASH_ONLY";
    private const string ByVariable = "FASTODE_CRASH_BY";
    private const int Kill = 9;

    private static readonly Lock Gate = new();
    private static readonly string Record = Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} must name the file of the points that are done with");

    private static readonly string[] Only = (Environment.GetEnvironmentVariable(OnlyVariable) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static readonly HashSet<string> Done = File.Exists(Record) ? [.. File.ReadLines(Record)] : [];

    /// <summary>A point is reached.</summary>
    public static void At(string point)
    {
        if (Only.Length > 0 && !Only.Contains(point[(point.IndexOf(' ', StringComparison.Ordinal) + 1)..]))
            return;
        lock (Gate)
        {
            if (!Done.Add(point))
                return;
            using (var file = new FileStream(Record, FileMode.Append))
            {
                file.Write(Encoding.UTF8.GetBytes($"{point}\n"));
                file.Flush(flushToDisk: true);
            }

            if (Environment.GetEnvironmentVariable(ByVariable) == "abort")
                Abort();
            _ = SendSignal(Environment.ProcessId, Kill);
            Thread.Sleep(Timeout.Infinite);
        }
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}

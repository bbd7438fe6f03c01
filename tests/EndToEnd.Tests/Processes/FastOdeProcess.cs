using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>A running <c>fastode</c> whose output is kept; killed with its children when disposed.</summary>
internal sealed partial class FastOdeProcess : IDisposable
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    private static readonly string[] Serving = ["serve", "run", "resume", "reproduce", "doctor"];

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Seen)> waiting = [];
    private readonly Lock gate = new();
    private readonly Task readers;

    private FastOdeProcess(Process process)
    {
        this.process = process;
        readers = Task.WhenAll(Read(process.StandardOutput, output), Read(process.StandardError, errors));
    }

    /// <summary>The built executable, of the same configuration as the tests.</summary>
    public static string Executable { get; } = Path.GetFullPath(Metadata("FastOdeExecutable"));

    /// <summary>The library that, loaded into <c>fastode</c>, kills it at every point in turn.</summary>
    public static string CrashPoints { get; } = Path.GetFullPath(Metadata("CrashPoints"));

    /// <summary>Root of the sources.</summary>
    public static string Repository { get; } = Path.GetFullPath(Metadata("Repository"));

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public string Output => Text(output);

    public string Errors => Text(errors);

    /// <summary>Starts <c>fastode</c>, on any free ports where it is a command that takes some.</summary>
    public static FastOdeProcess Start(Workspace workspace, params string[] arguments) =>
        StartProgram(Executable, workspace.Root, OnFreePorts(arguments));

    /// <summary>A command line with any free ports where its command takes some.</summary>
    public static string[] OnFreePorts(params string[] arguments) =>
        arguments is [] or [['-', ..], ..] || arguments.Any(Serving.Contains) ? [.. arguments, "--port", "0", "--gateway-port", "0"] : arguments;

    /// <summary>Starts a program exactly as told.</summary>
    public static FastOdeProcess StartProgram(string program, string directory, params string[] arguments)
    {
        // Started in the background, a test run may ignore Ctrl-C or a closed terminal, and what it starts would inherit that.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT,HUP", program, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new FastOdeProcess(Process.Start(start)!);
    }

    /// <summary>Runs <c>fastode</c> to its end, on any free ports where it is a command that takes some.</summary>
    public static async Task<Outcome> Run(Workspace workspace, params string[] arguments)
    {
        using var process = Start(workspace, arguments);
        return await process.End();
    }

    /// <summary>Writes all that the process reads from standard input.</summary>
    public async Task Write(string text)
    {
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
    }

    /// <summary>Waits for the process to end by itself.</summary>
    public async Task<Outcome> End()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await readers;
        return new Outcome(process.ExitCode, Output, Errors);
    }

    /// <summary>Waits for a line of standard output or error; fails where the process ends without it.</summary>
    public async Task<string> Line(Func<string, bool> wanted)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if ($"{output}{errors}".Split('\n').FirstOrDefault(wanted) is { } line)
                return line;
            this.waiting.Add((wanted, seen));
        }

        await Task.WhenAny(seen.Task, End()).WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(seen.Task.IsCompleted, $"the process ended without the line that was waited for:\n{Output}{Errors}");
        return await seen.Task;
    }

    /// <summary>Waits until the dashboard answers.</summary>
    public async Task<Uri> DashboardAddress() =>
        new((await Line(line => line.StartsWith("dashboard: ", StringComparison.Ordinal))).Split(' ')[1]);

    /// <summary>Ctrl-C.</summary>
    public void PressControlC() => PressControlC(process.Id);

    /// <summary>Ctrl-C, which a terminal sends to every process of a command.</summary>
    public static void PressControlC(int process) => Assert.Equal(0, SendSignal(process, Interrupt));

    /// <summary>A closed window.</summary>
    public void CloseTerminal() => Send(HangUp);

    /// <summary>What a service manager sends.</summary>
    public void AskToEnd() => Send(Terminate);

    /// <summary>Takes its processor time away, as a sleep of the machine does; to the others it looks cut off.</summary>
    public void Freeze() => Send(Stop);

    /// <summary>Lets it go on as if nothing had been.</summary>
    public void Thaw() => Send(Continue);

    /// <summary>kill -9; returns when nothing of the process is left.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>kill -9 of this process only.</summary>
    public void KillAlone()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>The processes that it has started, by whichever of its threads.</summary>
    public IReadOnlyList<Process> Children() =>
        [.. Directory.EnumerateDirectories($"/proc/{process.Id}/task")
            .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)))];

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private static string Metadata(string key) => typeof(FastOdeProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    private void Send(int signal) => Assert.Equal(0, SendSignal(process.Id, signal));

    private async Task Read(StreamReader reader, StringBuilder text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                text.Append(line).Append('\n');
                foreach (var (_, seen) in this.waiting.Where(waiting => waiting.Wanted(line)))
                    seen.TrySetResult(line);
            }
        }
    }

    private string Text(StringBuilder text)
    {
        lock (gate)
            return text.ToString();
    }
}

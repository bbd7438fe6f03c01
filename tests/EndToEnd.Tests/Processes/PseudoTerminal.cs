using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>
/// A command in a pseudo-terminal of a given width, whose screen is kept. The terminal is that of <c>script</c>, which every
/// Debian has; the command is killed when this is disposed.
/// </summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int Rows = 50;
    private const string ControlC = "\u0003";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly TerminalScreen screen;
    private readonly Task reading;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<Frame> frames = [];
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PseudoTerminal(Process process, int width)
    {
        this.process = process;
        screen = new TerminalScreen(width);
        reading = Read();
    }

    /// <summary>All that the screen has shown, each state once.</summary>
    public IReadOnlyList<Frame> Frames
    {
        get
        {
            lock (gate)
                return [.. frames];
        }
    }

    /// <summary>Starts <c>fastode</c> on any free ports.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="arguments">Words without a quote or a space.</param>
    public static PseudoTerminal Start(Workspace workspace, int width, params string[] arguments)
    {
        var command = string.Create(
            CultureInfo.InvariantCulture,
            $"stty rows {Rows} cols {width}; exec env --default-signal=INT,HUP TERM=xterm {FastOdeProcess.Executable} {string.Join(' ', FastOdeProcess.OnFreePorts(arguments))}");
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"])
        {
            WorkingDirectory = workspace.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new PseudoTerminal(Process.Start(start)!, width);
    }

    /// <summary>Runs <c>fastode</c> to its end and gives what stands on the screen then.</summary>
    public static async Task<string> Run(Workspace workspace, int width, int exitCode, params string[] arguments)
    {
        using var terminal = Start(workspace, width, arguments);
        return await terminal.End(exitCode);
    }

    /// <summary>Waits until the screen shows something and gives what stands there.</summary>
    public async Task<string> Shows(Func<string, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!wanted(screen.Text))
        {
            Task next;
            lock (gate)
                next = changed.Task;
            Assert.False(reading.IsCompleted || patience.IsCancellationRequested, $"this was never shown that was waited for; last was:\n{screen.Text}");
            await Task.WhenAny(next, reading, Task.Delay(Timeout.Infinite, patience.Token));
        }

        return screen.Text;
    }

    /// <summary>Ctrl-C as it is typed: the terminal makes a signal of it.</summary>
    public async Task PressControlC()
    {
        await process.StandardInput.WriteAsync(ControlC);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the command to end by itself and gives what stands on the screen.</summary>
    public async Task<string> End(int exitCode)
    {
        await reading;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(exitCode == process.ExitCode, $"expected exit code {exitCode}, not {process.ExitCode}\n{screen.Text}");
        return screen.Text;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
        screen.Dispose();
    }

    private async Task Read()
    {
        using var output = new StreamReader(process.StandardOutput.BaseStream, Encoding.UTF8);
        var buffer = new char[4096];
        while (await output.ReadAsync(buffer) is > 0 and var length)
        {
            screen.Write(new string(buffer, 0, length));
            lock (gate)
            {
                frames.Add(new Frame(clock.Elapsed, screen.Text));
                changed.SetResult();
                changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>What the screen showed at some time.</summary>
    /// <param name="At">Time since the start.</param>
    /// <param name="Text">Its lines.</param>
    internal sealed record Frame(TimeSpan At, string Text);
}

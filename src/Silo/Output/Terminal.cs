using FastOde.Silo.Progress;
using Spectre.Console;

namespace FastOde.Silo.Output;

/// <summary>Standard output, or standard error where the output is left to a result, as a terminal or as plain lines.</summary>
internal static class Terminal
{
    /// <summary>What a log is read at without lines being broken by whatever shows it.</summary>
    private const int PlainWidth = 120;

    private static LinesAboveBars? ErrorLines;

    private static bool IsTerminal => !(StandardStream.IsOutputReserved ? Console.IsErrorRedirected : Console.IsOutputRedirected) && HasBars;

    private static bool HasBars => Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A console that writes no escape sequence unless it is a terminal.</summary>
    public static IAnsiConsole Create()
    {
        if (IsTerminal)
            return CreateAnsi(StandardStream.IsOutputReserved ? Console.OpenStandardError() : Console.OpenStandardOutput());
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>What writes to a terminal, for as long as there is one.</summary>
    public static StreamWriter Writer(Stream terminal) => new(new TerminalStream(terminal), Console.OutputEncoding) { AutoFlush = true };

    /// <summary>What writes to standard error where that is a terminal: lines that keep clear of bars.</summary>
    public static TextWriter ErrorWriter() => ErrorLines = new LinesAboveBars(Writer(Console.OpenStandardError()));

    /// <summary>Bars for a terminal, lines for anything else.</summary>
    public static IProgressDisplay Progress(IAnsiConsole console) =>
        IsTerminal ? new TerminalProgress(console, TimeProvider.System, ErrorLines) : new PlainProgress(Console.Out, TimeProvider.System);

    /// <summary>Standard error, for bars beside a result; null where it is no terminal.</summary>
    public static IAnsiConsole? Errors() => HasBars && !Console.IsErrorRedirected ? CreateAnsi(Console.OpenStandardError()) : null;

    /// <summary>Keeps lines of standard error clear of bars until the result is disposed.</summary>
    /// <param name="console">Draws the bars.</param>
    public static IDisposable? BesideErrors(IAnsiConsole console) => ErrorLines?.Beside(console);

    /// <summary>Colours and bars are escape sequences of the program's own, so these go past the writer that shows such.</summary>
    private static IAnsiConsole CreateAnsi(Stream stream)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(Writer(stream)),
        });
        console.Pipeline.Attach(new VisibleRendering());
        return console;
    }
}

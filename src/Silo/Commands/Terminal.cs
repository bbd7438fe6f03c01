using FastOde.Silo.Progress;
using Spectre.Console;

namespace FastOde.Silo.Commands;

/// <summary>Standard output, as a terminal or as plain lines.</summary>
internal static class Terminal
{
    /// <summary>What a log is read at without lines being broken by whatever shows it.</summary>
    private const int PlainWidth = 120;

    private static bool IsTerminal =>
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A console that writes no escape sequence unless it is a terminal.</summary>
    public static IAnsiConsole Create()
    {
        if (IsTerminal)
            return AnsiConsole.Console;
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

    /// <summary>Bars for a terminal, lines for anything else.</summary>
    public static IProgressDisplay Progress(IAnsiConsole console) =>
        IsTerminal ? new TerminalProgress(console, TimeProvider.System) : new PlainProgress(Console.Out, TimeProvider.System);
}

using Spectre.Console;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>A console that is no terminal, of some width, whose text is kept.</summary>
internal sealed class PlainConsole : IDisposable
{
    private readonly StringWriter text = new();

    public PlainConsole(int width)
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        Console.Profile.Width = width;
    }

    public IAnsiConsole Console { get; }

    public string Text => text.ToString();

    public void Dispose() => text.Dispose();
}

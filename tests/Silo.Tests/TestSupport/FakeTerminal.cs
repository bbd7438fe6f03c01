using System.Text;
using Spectre.Console;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>A terminal as far as progress needs one.</summary>
internal sealed class FakeTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TerminalScreen screen;

    public FakeTerminal(int width, int height)
    {
        screen = new TerminalScreen(width);
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new Output(screen, width, height),
        });
        Console.Profile.Width = width;
        Console.Profile.Height = height;
    }

    public IAnsiConsole Console { get; }

    /// <summary>What stands on the screen.</summary>
    public string Text => screen.Text;

    /// <summary>Waits until the screen shows something.</summary>
    public async Task Shows(Func<string, bool> wanted)
    {
        for (var waited = TimeSpan.Zero; !wanted(Text); waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.True(waited < Patience, $"this was never shown that was waited for; last was:\n{Text}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => screen.Dispose();

    private sealed class Output(TerminalScreen screen, int width, int height) : IAnsiConsoleOutput
    {
        public TextWriter Writer => screen;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => height;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}

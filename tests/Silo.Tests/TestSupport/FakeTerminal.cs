using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>A terminal as far as progress needs one: it keeps a screen and obeys the cursor and erase sequences.</summary>
internal sealed partial class FakeTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Screen screen;

    public FakeTerminal(int width, int height)
    {
        screen = new Screen(width);
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

    private sealed class Output(Screen screen, int width, int height) : IAnsiConsoleOutput
    {
        public TextWriter Writer => screen;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => height;

        public void SetEncoding(Encoding encoding)
        {
        }
    }

    private sealed partial class Screen(int width) : TextWriter
    {
        private readonly Lock gate = new();
        private readonly List<StringBuilder> lines = [new()];
        private int row;
        private int column;

        public override Encoding Encoding => Encoding.UTF8;

        public string Text
        {
            get
            {
                lock (gate)
                    return string.Join('\n', lines.Select(line => line.ToString().TrimEnd())).TrimEnd();
            }
        }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (gate)
            {
                foreach (Match part in Part().Matches(value ?? ""))
                {
                    if (part.Groups["command"] is { Success: true, Value: var command })
                        Obey(command[0], part.Groups["arguments"].Value);
                    else
                        Put(part.Value[0]);
                }
            }
        }

        [GeneratedRegex("\u001b\\[(?<arguments>[?0-9;]*)(?<command>[A-Za-z])|.|\\n", RegexOptions.Singleline)]
        private static partial Regex Part();

        private void Put(char character)
        {
            switch (character)
            {
                case '\r':
                    column = 0;
                    break;
                case '\n':
                    (row, column) = (row + 1, 0);
                    break;
                default:
                    if (column == width)
                        (row, column) = (row + 1, 0);
                    var line = Line();
                    line.Length = Math.Max(line.Length, column);
                    line.Replace('\0', ' ');
                    if (column < line.Length)
                        line[column] = character;
                    else
                        line.Append(character);
                    column++;
                    break;
            }
        }

        private StringBuilder Line()
        {
            while (lines.Count <= row)
                lines.Add(new());
            return lines[row];
        }

        private void Obey(char command, string arguments)
        {
            var count = int.TryParse(arguments, out var number) ? number : 0;
            switch (command)
            {
                case 'A':
                    row = Math.Max(0, row - Math.Max(1, count));
                    break;
                case 'J':
                    Cut(Line());
                    lines.RemoveRange(row + 1, lines.Count - row - 1);
                    break;
                case 'K' when count == 2:
                    Line().Clear();
                    break;
                case 'K':
                    Cut(Line());
                    break;
                case 'h' or 'l' or 'm':
                    break;
                default:
                    throw new NotSupportedException($"the terminal of the tests does not know the command {command} with '{arguments}'");
            }
        }

        private void Cut(StringBuilder line) => line.Length = Math.Min(line.Length, column);
    }
}

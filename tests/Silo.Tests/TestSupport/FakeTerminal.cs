using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>A terminal as far as progress needs one: it keeps a screen and obeys the cursor and erase sequences.</summary>
internal sealed partial class FakeTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Screen _screen;

    public FakeTerminal(int width, int height)
    {
        _screen = new Screen(width);
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new Output(_screen, width, height),
        });
        Console.Profile.Width = width;
        Console.Profile.Height = height;
    }

    public IAnsiConsole Console { get; }

    /// <summary>What stands on the screen.</summary>
    public string Text => _screen.Text;

    /// <summary>Waits until the screen shows something.</summary>
    public async Task Shows(Func<string, bool> wanted)
    {
        for (var waited = TimeSpan.Zero; !wanted(Text); waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.True(waited < Patience, $"this was never shown that was waited for; last was:\n{Text}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _screen.Dispose();

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
        private readonly Lock _gate = new();
        private readonly List<StringBuilder> _lines = [new()];
        private int _row;
        private int _column;

        public override Encoding Encoding => Encoding.UTF8;

        public string Text
        {
            get
            {
                lock (_gate)
                    return string.Join('\n', _lines.Select(line => line.ToString().TrimEnd())).TrimEnd();
            }
        }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_gate)
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
                    _column = 0;
                    break;
                case '\n':
                    (_row, _column) = (_row + 1, 0);
                    break;
                default:
                    if (_column == width)
                        (_row, _column) = (_row + 1, 0);
                    var line = Line();
                    line.Length = Math.Max(line.Length, _column);
                    line.Replace('\0', ' ');
                    if (_column < line.Length)
                        line[_column] = character;
                    else
                        line.Append(character);
                    _column++;
                    break;
            }
        }

        private StringBuilder Line()
        {
            while (_lines.Count <= _row)
                _lines.Add(new());
            return _lines[_row];
        }

        private void Obey(char command, string arguments)
        {
            var count = int.TryParse(arguments, out var number) ? number : 0;
            switch (command)
            {
                case 'A':
                    _row = Math.Max(0, _row - Math.Max(1, count));
                    break;
                case 'J':
                    Cut(Line());
                    _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
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

        private void Cut(StringBuilder line) => line.Length = Math.Min(line.Length, _column);
    }
}

using System.Text;
using Spectre.Console;

namespace FastOde.Silo.Progress;

/// <summary>
/// Standard error of a terminal. While bars are drawn there its lines go above them; written where the cursor is, they would
/// stand in the bars and leave pieces of them behind.
/// </summary>
/// <param name="terminal">The terminal.</param>
internal sealed class LinesAboveBars(TextWriter terminal) : TextWriter(terminal.FormatProvider)
{
    private readonly Lock gate = new();
    private readonly StringBuilder line = new();
    private IAnsiConsole? bars;

    /// <inheritdoc/>
    public override Encoding Encoding => terminal.Encoding;

    /// <summary>Bars are drawn from here until the result is disposed.</summary>
    /// <param name="console">Draws them.</param>
    public IDisposable Beside(IAnsiConsole console)
    {
        lock (gate)
            bars = console;
        return new Drawing(this);
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            if (bars is null)
            {
                terminal.Write(buffer);
                return;
            }

            foreach (var character in buffer)
                Add(character, bars);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => terminal.Flush();

    private void Add(char character, IAnsiConsole console)
    {
        if (character != '\n')
        {
            line.Append(character);
            return;
        }

        console.Write(new ErasedLine(line.ToString().TrimEnd('\r')));
        line.Clear();
    }

    private void End()
    {
        lock (gate)
        {
            bars = null;
            terminal.Write(line);
            line.Clear();
        }
    }

    private sealed class Drawing(LinesAboveBars lines) : IDisposable
    {
        public void Dispose() => lines.End();
    }
}

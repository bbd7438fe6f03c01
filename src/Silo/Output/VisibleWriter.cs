using System.Text;
using FastOde.Specs.Words;

namespace FastOde.Silo.Output;

/// <summary>
/// Writes lines for people and logs. Names of files, texts of errors and whatever else came from outside may hold sequences
/// that a terminal would obey; here they come out as escapes that are read.
/// </summary>
/// <param name="output">Where to.</param>
internal sealed class VisibleWriter(TextWriter output) : TextWriter(output.FormatProvider)
{
    private const string Allowed = "\n\t";

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <summary>Puts both standard streams behind such a writer.</summary>
    public static void GuardConsole()
    {
        Console.SetOut(new VisibleWriter(Console.IsOutputRedirected ? Console.Out : Terminal.Writer(Console.OpenStandardOutput())));
        Console.SetError(new VisibleWriter(Console.IsErrorRedirected ? Console.Error : Terminal.ErrorWriter()));
    }

    /// <inheritdoc/>
    public override void Write(char value)
    {
        // Half of a character may be all of it that this call brings.
        if (VisibleText.IsHidden(value) && !Allowed.Contains(value))
            output.Write(VisibleText.Escape(value));
        else
            output.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value) => output.Write(Visible(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => output.Write(Visible(new string(buffer, index, count)));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => output.Write(Visible(new string(buffer)));

    /// <inheritdoc/>
    public override void WriteLine() => output.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => output.WriteLine(Visible(value));

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    /// <summary>The text line by line, each with what is hidden in it shown.</summary>
    private static string? Visible(string? text) => text is null || VisibleText.IndexOfHidden(text, Allowed) < 0
        ? text
        : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(VisibleText.Of))));
}

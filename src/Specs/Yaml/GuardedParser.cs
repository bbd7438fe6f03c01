using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FastOde.Specs.Yaml;

/// <summary>
/// The library's parser, made to report every text that it cannot read in the same way and where the fault is. It fails
/// with an exception of no position where a tag is no address, and where a line inside braces begins left of the key that
/// they belong to. It places a tab in the indentation at the start of the text, and takes one before the first key for a space.
/// </summary>
/// <param name="text">The text.</param>
internal sealed class GuardedParser(SpecLines text) : IParser
{
    private const string Tabs = "a tab stands in the indentation; indent with spaces";

    private readonly Parser parser = new(new StringReader(text.Text));
    private Mark reached = Mark.Empty;

    /// <inheritdoc/>
    public ParsingEvent? Current => parser.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        try
        {
            var moved = parser.MoveNext();
            if (moved)
                Accept(parser.Current!);
            return moved;
        }
        catch (InvalidOperationException)
        {
            throw Problem(reached, "what follows cannot be read; indent every line inside { } or [ ] more than the key before the bracket");
        }
        catch (ArgumentException)
        {
            throw Problem(reached, "what follows has a tag that is none; leave out the word that begins with '!', or put quotes around the text");
        }
        catch (YamlException error) when (error.Message.Contains("tab", StringComparison.Ordinal) && FaultyTab(error) is { } line)
        {
            throw Problem(text.StartOf(line), Tabs);
        }
        catch (YamlException error) when (error.End.Index == 0 && reached.Index > 0)
        {
            throw Problem(reached, error.Message);
        }
        catch (YamlException error) when (error.Start.Index > 0 && text.IsPastContent(error.End))
        {
            throw Problem(error.Start, error.Message);
        }
    }

    private static YamlException Problem(Mark at, string message) => new(at, at, message);

    private void Accept(ParsingEvent current)
    {
        if (current is MappingStart { Style: not MappingStyle.Flow } or SequenceStart { Style: not SequenceStyle.Flow } && text.IsIndentedWithTab(current.Start))
            throw Problem(text.StartOf((int)current.Start.Line), Tabs);
        if (current.End.Index > reached.Index)
            reached = current.End;
    }

    /// <summary>The line of the tab: where the scanner stopped, or, where it does not say, the next after what was read.</summary>
    private int? FaultyTab(YamlException error) => error.End.Index > 0 ? (int)error.End.Line : text.NextIndentedWithTab((int)reached.Line);
}

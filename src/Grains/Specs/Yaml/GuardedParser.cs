using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FastOde.Grains.Specs.Yaml;

/// <summary>
/// The library's parser, made to report every text that it cannot read in the same way: its scanner fails with an
/// exception of no position where a line inside braces begins left of the key that they belong to.
/// </summary>
/// <param name="text">The text.</param>
internal sealed class GuardedParser(string text) : IParser
{
    private readonly Parser _parser = new(new StringReader(text));

    /// <inheritdoc/>
    public ParsingEvent? Current => _parser.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (InvalidOperationException)
        {
            var at = _parser.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "what follows cannot be read; indent every line inside { } or [ ] more than the key before the bracket");
        }
    }
}

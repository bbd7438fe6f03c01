using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FastOde.Specs.Reading;

/// <summary>A spec's text as the library's document model, which knows where each value stands.</summary>
internal static class TextEnds
{
    /// <summary>The outermost group.</summary>
    internal static YamlNode Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }

    /// <summary>Where a value ends. The event that ends a list or group stands before its bracket.</summary>
    internal static int Of(string text, YamlNode node)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            if (current.Start.Index < node.Start.Index)
                continue;
            depth += current.NestingIncrease;
            if (depth <= 0)
                return (int)current.End.Index + (node is YamlScalarNode ? 0 : 1);
        }

        return text.Length;
    }

    /// <summary>Whether a value stands over several lines without brackets or quotes around it.</summary>
    internal static bool IsBlock(YamlNode node) => node is YamlMappingNode { Style: not YamlDotNet.Core.Events.MappingStyle.Flow }
        or YamlSequenceNode { Style: not YamlDotNet.Core.Events.SequenceStyle.Flow }
        or YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded };
}

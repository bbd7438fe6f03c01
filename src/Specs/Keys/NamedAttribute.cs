using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>The key takes the name of something that the science or the search knows, such as a path.</summary>
/// <param name="topic">What is named, in the words of messages.</param>
public sealed class NamedAttribute(string topic) : RuleAttribute
{
    /// <summary>What is named.</summary>
    public string Topic { get; } = topic;

    internal override ValueRule Rule(SpecVocabulary vocabulary) => vocabulary.NamesOf(Topic);
}

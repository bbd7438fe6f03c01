using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>The key takes a text of a form that somebody else knows, such as a device or a solver with its number.</summary>
/// <param name="topic">The form's name in the <see cref="SpecVocabulary"/>.</param>
public sealed class FormAttribute(string topic) : RuleAttribute
{
    /// <summary>The form's name.</summary>
    public string Topic { get; } = topic;

    internal override ValueRule Rule(SpecVocabulary vocabulary) => new TextRule(vocabulary.Forms.GetValueOrDefault(Topic, TextForm.Any));
}

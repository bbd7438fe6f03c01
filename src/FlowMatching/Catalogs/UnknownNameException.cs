using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Catalogs;

/// <summary>A spec names something that does not exist: the message lists what does, and the name that is near, if one is.</summary>
public sealed class UnknownNameException : InvalidSettingException
{
    /// <summary>Describes one unknown name.</summary>
    /// <param name="kind">What was looked up, in the user's words, such as <c>path</c>.</param>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">Every known name; at least one.</param>
    public UnknownNameException(string kind, string name, IReadOnlyList<string> known)
        : base(UnknownName.Describe(kind, name, known))
    {
        Kind = kind;
        Name = name;
        Known = known;
        Nearest = NearestName.Near(name, known);
    }

    /// <summary>What was looked up, such as <c>path</c> or <c>data set</c>.</summary>
    public string Kind { get; }

    /// <summary>The name that is not known.</summary>
    public string Name { get; }

    /// <summary>Every known name.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>The known name that was probably meant; null where none is near.</summary>
    public string? Nearest { get; }
}

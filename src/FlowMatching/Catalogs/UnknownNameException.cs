namespace FastOde.FlowMatching.Catalogs;

/// <summary>A spec names something that does not exist: the message lists what does, and the nearest name.</summary>
public sealed class UnknownNameException : InvalidSettingException
{
    /// <summary>Describes one unknown name.</summary>
    /// <param name="kind">What was looked up, in the user's words, such as <c>path</c>.</param>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">Every known name; at least one.</param>
    public UnknownNameException(string kind, string name, IReadOnlyList<string> known)
        : base(Describe(kind, name, known))
    {
        Kind = kind;
        Name = name;
        Known = known;
        Nearest = NearestName.Among(name, known);
    }

    /// <summary>What was looked up, such as <c>path</c> or <c>data set</c>.</summary>
    public string Kind { get; }

    /// <summary>The name that is not known.</summary>
    public string Name { get; }

    /// <summary>Every known name.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>The known name that is fewest edits away.</summary>
    public string Nearest { get; }

    private static string Describe(string kind, string name, IReadOnlyList<string> known) =>
        $"There is no {kind} '{name}'; did you mean '{NearestName.Among(name, known)}'? Known: {string.Join(", ", known)}.";
}

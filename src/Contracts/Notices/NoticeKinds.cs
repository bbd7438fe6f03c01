namespace FastOde.Contracts.Notices;

/// <summary>The words for kinds of notices, as commands, messages and pages write them.</summary>
public static class NoticeKinds
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<NoticeKind> All { get; } = Enum.GetValues<NoticeKind>();

    /// <summary>The word for a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static string Word(this NoticeKind kind) => kind == NoticeKind.NewBest ? "new-best" : kind.ToString().ToLowerInvariant();
}

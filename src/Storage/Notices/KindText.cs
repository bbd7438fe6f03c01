using FastOde.Contracts.Notices;

namespace FastOde.Storage.Notices;

/// <summary>Kinds of notices as their column holds them: each with a space before and after it, so that one is found as a part of the text.</summary>
internal static class KindText
{
    /// <summary>The text of kinds.</summary>
    public static string Of(IEnumerable<NoticeKind> kinds) => $" {string.Join(' ', kinds.Distinct().Order())} ";

    /// <summary>What finds one kind in the text of all.</summary>
    public static string Pattern(NoticeKind kind) => $"% {kind} %";

    /// <summary>The kinds of a text.</summary>
    public static IReadOnlyList<NoticeKind> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<NoticeKind>)];
}

namespace FastOde.Storage.Curation;

/// <summary>Tags as their column holds them: each with a space before and after it, so that one is found as a part of the text.</summary>
internal static class TagText
{
    /// <summary>The text of tags.</summary>
    public static string Of(IReadOnlyList<string> tags) => tags.Count == 0 ? "" : $" {string.Join(' ', tags)} ";

    /// <summary>The text of one tag in that of all.</summary>
    public static string Part(string tag) => $" {tag} ";

    /// <summary>The tags of a text.</summary>
    public static IReadOnlyList<string> Read(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

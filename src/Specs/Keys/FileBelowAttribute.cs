using FastOde.Specs.Rules;

namespace FastOde.Specs.Keys;

/// <summary>The key takes the path of a file below a folder of the data directory, and none that leads out of it.</summary>
/// <param name="folder">The folder's name.</param>
/// <param name="longest">The most characters.</param>
public sealed class FileBelowAttribute(string folder, int longest) : RuleAttribute
{
    /// <summary>The folder's name.</summary>
    public string Folder { get; } = folder;

    /// <summary>The most characters.</summary>
    public int Longest { get; } = longest;

    internal override ValueRule Rule(SpecVocabulary vocabulary) => new TextRule(new TextForm($"the path of a file below {Folder}/ of the data directory", Problem));

    private string? Problem(string text)
    {
        if (text.Trim().Length == 0 || text.Length > Longest)
            return $"Expected a path of 1 to {Longest} characters, found '{text}'.";
        var parts = text.Split('/', '\\');
        if (parts[0].Length > 0 && !parts[0].Contains(':') && parts.All(part => part is not ("" or "." or "..")))
            return null;
        return $"Expected the path of a file below {Folder}/ of the data directory, found '{text}', which leads elsewhere. "
            + $"Copy the file to {Folder}/ of the data directory, and write {(parts[^1] is "" or "." or ".." ? "its name" : $"'{parts[^1]}'")}.";
    }
}

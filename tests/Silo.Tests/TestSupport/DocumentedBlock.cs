using System.Text.RegularExpressions;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>A fenced block of commands in a document.</summary>
/// <param name="Commands">Its commands without comments; one that goes on in the next line is one.</param>
internal sealed partial record DocumentedBlock(IReadOnlyList<string> Commands)
{
    /// <summary>The blocks of a document, in their order.</summary>
    /// <param name="document">Its path.</param>
    public static IReadOnlyList<DocumentedBlock> Of(string document) =>
    [
        .. from Match block in Fence().Matches(File.ReadAllText(document))
        let lines = block.Groups[1].Value.Replace("\\\n", "", StringComparison.Ordinal).Split('\n')
        select new DocumentedBlock([.. lines.Select(line => Comment().Replace(line, "").Trim()).Where(text => text.Length > 0)]),
    ];

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("(^|\\s)#.*")]
    private static partial Regex Comment();
}

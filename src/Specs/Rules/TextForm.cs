namespace FastOde.Specs.Rules;

/// <summary>A form of text.</summary>
/// <param name="Expected">What it looks like, for people.</param>
/// <param name="Problem">What is wrong with a text; null where it fits.</param>
public sealed record TextForm(string Expected, Func<string, string?> Problem)
{
    /// <summary>Any text.</summary>
    public static TextForm Any { get; } = new("a text", _ => null);
}

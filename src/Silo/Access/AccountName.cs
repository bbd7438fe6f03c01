using System.Text.RegularExpressions;

namespace FastOde.Silo.Access;

/// <summary>How accounts and tokens may be called: so that no two look alike, and nothing in them is hidden.</summary>
internal static partial class AccountName
{
    /// <summary>The longest name.</summary>
    public const int MaximumLength = 64;

    /// <summary>What is wrong with a name, in words that follow it; null where nothing is.</summary>
    /// <param name="name">The name.</param>
    public static string? Problem(string name) => Form().IsMatch(name)
        ? null
        : $"expected 1 to {MaximumLength} characters: lower-case letters a to z, digits, and -_.@ except at the beginning";

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._@-]{0,63}\z")]
    private static partial Regex Form();
}

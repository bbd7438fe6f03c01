using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Contracts.Access;

namespace FastOde.Silo.Commands.Accounts;

/// <summary>Roles on the command line.</summary>
internal static class RoleOption
{
    /// <summary>All roles, as they are written.</summary>
    public static string Names { get; } = string.Join('|', Enum.GetNames<Role>()).ToLowerInvariant();

    /// <summary><c>--role</c>.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<Role> Create(string description) => new("--role")
    {
        Description = description,
        HelpName = Names,
        Required = true,
        CustomParser = Parse,
    };

    /// <summary>Reads a role.</summary>
    public static Role Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Enum.GetNames<Role>().Any(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)))
            return Enum.Parse<Role>(text, ignoreCase: true);
        result.AddError($"{text}: no role has this name; expected {Names.Replace("|", ", ", StringComparison.Ordinal)}");
        return default;
    }
}

using System.CommandLine.Parsing;

namespace FastOde.Silo.Commands;

/// <summary>Commands as they are typed.</summary>
internal static class CommandPath
{
    private const string Program = "fastode";

    /// <summary>A command with those above it, such as <c>fastode data add</c>.</summary>
    /// <param name="result">The command.</param>
    public static string Of(CommandResult result) => result.Parent is CommandResult parent ? $"{Of(parent)} {result.Command.Name}" : Program;
}

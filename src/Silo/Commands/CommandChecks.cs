using System.CommandLine;
using System.CommandLine.Parsing;

namespace FastOde.Silo.Commands;

/// <summary>Checks of what was given together, where each by itself can be read.</summary>
internal static class CommandChecks
{
    /// <summary>Gives a command a check.</summary>
    /// <param name="command">The command.</param>
    /// <param name="check">Adds an error where something is wrong.</param>
    public static void AddCheck(this Command command, Action<CommandResult> check) => command.Validators.Add(result =>
    {
        try
        {
            check(result);
        }
        catch (InvalidOperationException)
        {
            // A value that is missing or cannot be read cannot be asked for; the parser has said so itself.
        }
    });
}

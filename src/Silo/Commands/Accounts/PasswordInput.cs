using FastOde.Silo.Access;
using FastOde.Silo.Output;
using Spectre.Console;

namespace FastOde.Silo.Commands.Accounts;

/// <summary>Reads a new password: twice and unseen from a terminal, or the first line of standard input. Never an argument, which every process on the machine can read.</summary>
internal static class PasswordInput
{
    /// <summary>Reads it.</summary>
    /// <param name="account">Whose it is, for the question.</param>
    /// <exception cref="CommandFailure">It cannot be taken, or was typed differently the second time.</exception>
    public static string Read(string account)
    {
        var password = Console.IsInputRedirected ? Console.In.ReadLine() ?? "" : Ask($"Password of {account}:");
        if (Passwords.Problem(password) is { } problem)
            throw new CommandFailure(ExitCode.BadInput, $"{account}: {problem}");
        if (!Console.IsInputRedirected && Ask("Again:") != password)
            throw new CommandFailure(ExitCode.BadInput, $"{account}: the passwords differ; nothing was changed");
        return password;
    }

    private static string Ask(string question) => Terminal.Create().Prompt(new TextPrompt<string>(Markup.Escape(question)).Secret(null).AllowEmpty());
}

using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Specs.Words;

namespace FastOde.Silo.Commands;

/// <summary>What is wrong with a command line, in lines that name what was probably meant.</summary>
internal static class CommandLineProblems
{
    private const string LongPrefix = "--";

    /// <summary>Says it, and where the right words are listed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="shared">The options of the root that not every command has.</param>
    /// <returns>The lines; none where nothing is wrong.</returns>
    public static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyList<Option> shared)
    {
        // Help and completion take any line.
        if (parsed.Action is { ClearsParseErrors: true })
            return [];
        var command = parsed.CommandResult.Command;
        List<string> lines = [.. Useless(parsed, command, shared), .. Unknown(parsed, command, shared)];
        if (lines.Count == 0 && UnknownCommand(parsed, command) is { } unknown)
            lines.Add(unknown);

        // A wrong word makes more errors than it is worth: what follows it is not understood either.
        if (lines.Count == 0)
            lines.AddRange(parsed.Errors.Select(error => Said(error, parsed)).Distinct());
        return lines.Count == 0 ? lines : [.. lines, $"{CommandPath.Of(parsed.CommandResult)} --help lists {(command.Subcommands.Count > 0 ? "commands and options" : "its options")}"];
    }

    /// <summary>Options that were given before the command's name, and that it does not have.</summary>
    private static IEnumerable<string> Useless(ParseResult parsed, Command command, IReadOnlyList<Option> shared) =>
        from option in shared
        where parsed.GetResult(option) is { Implicit: false } && !command.Options.Contains(option) && command.Subcommands.Count == 0
        select NoUse(option.Name, parsed);

    /// <summary>Options that the command does not have; the parser takes them for arguments where there is room.</summary>
    private static IEnumerable<string> Unknown(ParseResult parsed, Command command, IReadOnlyList<Option> shared)
    {
        foreach (var token in parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type != TokenType.Argument || !token.Value.StartsWith(LongPrefix, StringComparison.Ordinal))
                continue;
            var name = token.Value.Split('=', ':')[0];
            var near = NearestName.Near(name[LongPrefix.Length..], command.Options.Where(option => !option.Hidden).Select(option => option.Name[LongPrefix.Length..]));
            yield return shared.Any(option => option.Name == name)
                ? NoUse(name, parsed)
                : $"{name}: {CommandPath.Of(parsed.CommandResult)} has no such option{(near is null ? "" : $"; did you mean {LongPrefix}{near}?")}";
        }
    }

    private static string? UnknownCommand(ParseResult parsed, Command command)
    {
        if (command.Subcommands.Count == 0 || parsed.UnmatchedTokens is not [var word, ..])
            return null;
        var near = NearestName.Near(word, command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name));
        return $"{word}: {CommandPath.Of(parsed.CommandResult)} has no such command{(near is null ? "" : $"; did you mean {near}?")}";
    }

    /// <summary>What is missing or cannot be read is called by its name.</summary>
    private static string Said(ParseError error, ParseResult parsed) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing => $"{CommandPath.Of(parsed.CommandResult)} needs {missing.Argument.Name}",
        ArgumentResult { Tokens: [var given] } read when IsUnreadable(error) => $"{Name(read)} {given.Value}: expected {Kind(read.Argument.ValueType)}",
        OptionResult { Tokens.Count: 0, Implicit: false } missing when missing.Option.Arity.MinimumNumberOfValues > 0 => $"{missing.Option.Name} needs {missing.Option.HelpName ?? "a value"}",
        OptionResult { Tokens: [var given] } read when IsUnreadable(error) => $"{read.Option.Name} {given.Value}: expected {Kind(read.Option.ValueType)}",
        CommandResult { Command.Subcommands.Count: > 0 } group => $"{CommandPath.Of(group)} needs a command",
        _ => error.Message,
    };

    private static bool IsUnreadable(ParseError error) => error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal);

    private static string Name(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(double) ? "a number" : "a whole number";

    private static string NoUse(string option, ParseResult parsed) => $"{option}: {CommandPath.Of(parsed.CommandResult)} has no use for it; leave it out";
}

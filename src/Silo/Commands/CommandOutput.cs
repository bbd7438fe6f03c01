using System.CommandLine;
using System.Text.Json;
using FastOde.Silo.Output;
using FastOde.Silo.Views;
using Spectre.Console;

namespace FastOde.Silo.Commands;

/// <summary>Where commands write what they have found or done: lines and tables for people, or JSON.</summary>
internal sealed class CommandOutput
{
    /// <summary>The option that asks for JSON.</summary>
    public const string Json = "--json";

    private readonly IAnsiConsole console;

    /// <summary>Writes one or the other from here on; what is no result then goes to standard error beside JSON.</summary>
    /// <param name="isJson">Whether JSON is asked for.</param>
    public CommandOutput(bool isJson)
    {
        IsJson = isJson;
        Result = Console.Out;
        if (isJson)
            StandardStream.ReserveOutput();
        console = Terminal.Create();
    }

    /// <summary>Whether JSON is asked for.</summary>
    public bool IsJson { get; }

    /// <summary>Standard output.</summary>
    public TextWriter Result { get; }

    /// <summary>Gives a command the option that asks for JSON.</summary>
    /// <param name="command">The command.</param>
    public static void AddTo(Command command) => command.Options.Add(new Option<bool>(Json) { Description = "Write JSON to standard output." });

    /// <summary>Where a command with the option writes.</summary>
    /// <param name="result">What was asked for.</param>
    public static CommandOutput Of(ParseResult result) => new(result.GetValue<bool>(Json));

    /// <summary>Writes a view as JSON, or else what people read.</summary>
    /// <param name="view">The view.</param>
    /// <param name="people">Writes for people.</param>
    public void Write<T>(T view, Action<IAnsiConsole> people)
    {
        if (IsJson)
            Result.WriteLine(JsonSerializer.Serialize(view, ViewJson.Pretty));
        else
            people(console);
    }

    /// <summary>Writes a view as JSON, or else a line.</summary>
    /// <param name="view">The view.</param>
    /// <param name="line">The line.</param>
    public void Write<T>(T view, string line) => Write(view, _ => Console.Out.WriteLine(line));
}

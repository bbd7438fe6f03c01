using System.Text.Json;
using FastOde.Silo.Output;
using FastOde.Silo.Views;
using Spectre.Console;

namespace FastOde.Silo.Commands.Remote;

/// <summary>Where commands write what they have found: lines and tables for people, or JSON.</summary>
internal sealed class CommandOutput
{
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
}

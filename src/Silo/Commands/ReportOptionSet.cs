using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary>The options of the commands that end with a report.</summary>
internal sealed class ReportOptionSet
{
    private readonly Option<bool> exit = new("--exit")
    {
        Description = "End when the study has ended, instead of keeping the dashboard up until Ctrl-C.",
    };

    private readonly Option<string?> json = new("--json")
    {
        Description = "Write every trial with its evaluations to FILE, whole or not at all; - is standard output, and everything else then goes to standard error.",
        HelpName = "FILE",
    };

    private readonly Option<bool> force = ForceOption.Create();

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(exit);
        command.Options.Add(json);
        command.Options.Add(force);
    }

    /// <summary>Whether the process ends with the study.</summary>
    public bool Exit(ParseResult result) => result.GetValue(exit);

    /// <summary>Whether the process is to end with the study.</summary>
    public bool Exits(CommandResult result) => result.GetValue(exit);

    /// <summary>The file of the JSON report, looked at before anything starts; null where none is asked for.</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public OutputFile? Json(ParseResult result) => result.GetValue(json) is { } path ? OutputFile.Prepare(path, result.GetValue(force)) : null;
}

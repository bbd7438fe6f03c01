using System.CommandLine;

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

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(exit);
        command.Options.Add(json);
    }

    /// <summary>Whether the process ends with the study.</summary>
    public bool Exit(ParseResult result) => result.GetValue(exit);

    /// <summary>Path of the JSON report as it was given, or null.</summary>
    public string? JsonPath(ParseResult result) => result.GetValue(json);
}

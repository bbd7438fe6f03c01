using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FastOde.Silo.Commands;

/// <summary>Adds a command's examples to the end of its help, and to that of the program the exit codes.</summary>
/// <param name="help">The usual help.</param>
internal sealed class HelpNotes(HelpAction help) : SynchronousCommandLineAction
{
    private const string ExitCodes = """

        Exit codes:
          0    done                        129  stopped by a closed terminal (SIGHUP) before the end
          1    a trial did not complete    130  stopped by Ctrl-C before the end
          2    bad command line or spec    143  stopped by SIGTERM before the end
          3    port, data directory, database, libtorch or running process cannot be used, or the machine lets no trial get on
          4    the running process refuses: no token that works, or a role that may not
        """;

    private const string Elsewhere = "\nfastode --help lists the exit codes.";

    /// <summary>Adds the notes to the help of a command and of all below it.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
                option.Action = new HelpNotes(help);
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var path = CommandPath.Of(parseResult.CommandResult);
        output.WriteLine("Examples:");
        foreach (var example in HelpExamples.Of(path))
            output.WriteLine($"  {example}");
        output.WriteLine(parseResult.CommandResult.Command is RootCommand ? ExitCodes : Elsewhere);
        return result;
    }
}

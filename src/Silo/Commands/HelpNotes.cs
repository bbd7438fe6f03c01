using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FastOde.Silo.Commands;

/// <summary>Adds examples and exit codes to the end of the help.</summary>
/// <param name="help">The usual help.</param>
internal sealed class HelpNotes(HelpAction help) : SynchronousCommandLineAction
{
    private const string Notes = """
        Examples:
          fastode run examples/two-gaussians.yaml             run a study, then look at it until Ctrl-C
          fastode run spec.yaml --exit --json result.json     run it in a script
          fastode resume --exit --data /data/study            finish what a crash or Ctrl-C left
          fastode submit spec.yaml                            run a study in the process that runs already
          fastode ls                                          list the experiments, also where nothing runs
          fastode compare 3-1 3-7                             which of two assignments is better
          fastode data download mnist                         fetch images that specs can name
          fastode figure 3 --out nfe.svg                      draw quality against sampling cost
          fastode export 3 --format html --out report.html    a report to read and to pass on
          fastode sample 3-1 --nfe 9 --count 64 --out out     generate samples of a trial
          fastode doctor                                      what this machine can do, and the cure where it cannot

        Exit codes:
          0    done                        129  stopped by a closed terminal (SIGHUP) before the end
          1    a trial did not complete    130  stopped by Ctrl-C before the end
          2    bad command line or spec    143  stopped by SIGTERM before the end
          3    port, data directory, database, libtorch or running process cannot be used, or the machine lets no trial get on
          4    the running process refuses: no token that works, or a role that may not
        """;

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
        parseResult.InvocationConfiguration.Output.WriteLine(Notes);
        return result;
    }
}

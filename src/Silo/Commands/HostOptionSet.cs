using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastOde.FlowMatching.Devices;
using FastOde.Grains.Trainers;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage.Artifacts.S3;
using FastOde.Storage.Postgres;

namespace FastOde.Silo.Commands;

/// <summary>
/// The options that commands share. The root has all of them, so that they mean the same before and after the command's name; each
/// command has those that do something there.
/// </summary>
internal sealed class HostOptionSet
{
    /// <summary>A hundred years.</summary>
    private const int MostDays = 36_500;

    private readonly Option<string> data = new("--data")
    {
        Description = "Directory for the database and the artifacts.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<PostgresAddress?> db = new("--db")
    {
        Description = "A PostgreSQL database in place of the data directory's own, such as \"Host=db.example;Database=fastode;Username=lab\"; its password is best in PGPASSWORD or ~/.pgpass.",
        HelpName = "CONNECTION",
        CustomParser = Address,
    };

    private readonly Option<int> port = PortOption(
        "--port", HostSettings.DefaultPort, "Port of the dashboard; 0 takes any free one.");

    private readonly Option<int> gatewayPort = PortOption(
        "--gateway-port", HostSettings.DefaultGatewayPort, "Port for automation clients on 127.0.0.1, and with --advertise there too; 0 takes any free one.");

    private readonly Option<int?> slots = CountOption(
        "--slots", "Trials that may run side by side. Default: physical cores divided by --threads.");

    private readonly Option<int?> threads = CountOption(
        "--threads", "CPU threads of each trial, or of what a command computes. Default: 1 of a trial, as many as there are cores of a command.");

    private readonly Option<IReadOnlyList<IReadOnlyList<int>>?> cores = new("--cores")
    {
        Description = "Processor cores of each slot, which then run on these alone, such as 0-3,4-7 for two slots. Default: slots run on any.",
        HelpName = "GROUPS",
        CustomParser = Cores,
    };

    private readonly Option<IReadOnlyList<long>?> deviceMemory = MemoryListOption.Create();

    private readonly Option<int?> userTrials = CountOption(
        "--user-trials", "Most trials at once of all experiments of one user. Default: no limit.");

    private readonly Option<S3Address?> artifacts = new("--artifacts")
    {
        Description = "A bucket of an S3-compatible store in which the files of trials are kept, such as s3://lab/fastode; endpoint and credentials come from AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID and their like.",
        HelpName = "BUCKET",
        CustomParser = Bucket,
    };

    private readonly DoorOptionSet door = new();

    private readonly RoleOptionSet role = new();

    private readonly Option<long?> reserve = ReserveOption.Create();

    private readonly Option<int?> auditDays = new("--audit-days")
    {
        Description = "Remove entries of the audit that are older. Default: none is ever removed.",
        HelpName = "N",
        CustomParser = result => Parse(result, "--audit-days", 1, MostDays, "a number of days"),
    };

    private readonly Option<string?> log = new("--log")
    {
        Description = "Write the log to a file too; a new one each day and at 50 MB, and the last 14 are kept.",
        HelpName = "FILE",
    };

    private readonly Option<bool> isolate = new("--isolate")
    {
        Description = "Train in a process of its own for each slot, so that a crash there costs one attempt and not the dashboard.",
    };

    private readonly Option<bool> verbose = new("--verbose")
    {
        Description = "Log everything to standard error, not only warnings.",
    };

    /// <summary>Makes the options.</summary>
    public HostOptionSet()
    {
        data.RefuseStandardStream();
        log.RefuseStandardStream();
    }

    /// <summary>All options but those of a cluster's processes.</summary>
    public IReadOnlyList<Option> All =>
        [data, db, artifacts, port, gatewayPort, slots, threads, cores, deviceMemory, userTrials, isolate, reserve, auditDays, log, verbose, .. door.All];

    /// <summary>Gives a command that serves all of them, and those by which it may be one process of a cluster.</summary>
    public void AddServingTo(Command command)
    {
        AddProcessTo(command);
        role.AddTo(command);
    }

    /// <summary>Gives a command that trains in a process of its own what that needs.</summary>
    public void AddProcessTo(Command command) => Add(command, [.. All]);

    /// <summary>Gives a command that works with what lies in a data directory beside the database the option that names it.</summary>
    public void AddDirectoryTo(Command command) => Add(command, data);

    /// <summary>Gives a command that works with a database the options that name it.</summary>
    public void AddDatabaseTo(Command command) => Add(command, data, db);

    /// <summary>Gives a command that works with the files of trials the options that name where they are.</summary>
    public void AddFilesTo(Command command) => Add(command, data, db, artifacts);

    /// <summary>Gives a command that computes the option that says with how many threads.</summary>
    public void AddThreadsTo(Command command) => Add(command, threads);

    /// <summary>Gives a command that looks at the machine the options of what it looks at.</summary>
    public void AddMachineTo(Command command) => Add(command, [data, db, artifacts, port, gatewayPort, reserve, .. door.All]);

    /// <summary>Gives a command that trains for another process what that process says.</summary>
    public void AddTrainerTo(Command command) => Add(command, data, threads, verbose);

    /// <summary>The data directory that a command line names, before there are commands: plug-ins lie in it, and add to what commands know.</summary>
    /// <param name="arguments">The whole command line.</param>
    public static string DataDirectory(IReadOnlyList<string> arguments)
    {
        var options = new HostOptionSet();
        var root = new RootCommand { options.data };
        root.TreatUnmatchedTokensAsErrors = false;
        var result = root.Parse(arguments);

        // Without a value the option is refused later, with the command.
        return result.GetResult(options.data) is { } given && !given.Errors.Any() ? result.GetValue(options.data) ?? "." : ".";
    }

    /// <summary>What the user chose.</summary>
    /// <exception cref="CommandFailure">The options do not go together.</exception>
    public HostSettings Read(ParseResult result) => Checked(role.Read(result, door.Read(result, new()
    {
        DataDirectory = Path.GetFullPath(result.GetRequiredValue(data)),
        Database = result.GetValue(db),
        Artifacts = result.GetValue(artifacts),
        Port = result.GetValue(port),
        GatewayPort = result.GetValue(gatewayPort),
        Slots = result.GetValue(slots),
        Threads = result.GetValue(threads),
        Cores = result.GetValue(cores),
        DeviceMemory = result.GetValue(deviceMemory),
        UserTrials = result.GetValue(userTrials),
        Reserve = result.GetValue(reserve),
        AuditDays = result.GetValue(auditDays),
        Log = result.GetValue(log) is { } file ? Path.GetFullPath(file) : null,
        Isolates = result.GetValue(isolate),
        Verbose = result.GetValue(verbose),
    })));

    /// <summary>The connection string of <c>--db</c> as it was given; null where none was.</summary>
    public string? Connection(ParseResult result) => result.GetResult(db) is { Implicit: false, Tokens: [var given, ..] } ? given.Value : null;

    /// <summary>An option that takes a port.</summary>
    public static Option<int> PortOption(string name, int port, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => port,
        CustomParser = result => Parse(result, name, 0, 65535, "a port"),
    };

    private static void Add(Command command, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            command.Options.Add(option);
    }

    private static HostSettings Checked(HostSettings settings)
    {
        try
        {
            _ = settings.SlotOptions.Describe(1);
            return settings;
        }
        catch (ArgumentException problem)
        {
            throw new CommandFailure(ExitCode.BadInput, problem.Message);
        }
    }

    private static IReadOnlyList<IReadOnlyList<int>>? Cores(ArgumentResult result)
    {
        try
        {
            if (CoreAffinity.IsSupported)
                return CoreGroups.Parse(result.Tokens[0].Value, CoreAffinity.Current());
            result.AddError("--cores: this system does not let threads be kept on cores; leave it out");
        }
        catch (FormatException problem)
        {
            result.AddError($"--cores {result.Tokens[0].Value}: {problem.Message}");
        }

        return null;
    }

    private static S3Address? Bucket(ArgumentResult result)
    {
        try
        {
            return S3Address.Parse(result.Tokens[0].Value);
        }
        catch (FormatException problem)
        {
            result.AddError($"--artifacts {result.Tokens[0].Value}: {problem.Message}");
            return null;
        }
    }

    private static PostgresAddress? Address(ArgumentResult result)
    {
        try
        {
            return PostgresAddress.Parse(result.Tokens[0].Value);
        }
        catch (FormatException problem)
        {
            result.AddError($"--db: {problem.Message}");
            return null;
        }
    }

    private static Option<int?> CountOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, 1, 1024, "a number"),
    };

    /// <summary>Reads a whole number within bounds; another one becomes an error of the command line.</summary>
    public static int Parse(ArgumentResult result, string option, int least, int most, string what)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, least < 0 ? NumberStyles.AllowLeadingSign : NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        result.AddError($"{option} {text}: expected {what} from {least} to {most}");
        return least;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using System.Text.RegularExpressions;
using FastOde.Grains.Specs;
using FastOde.Silo.Commands;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Commands;

/// <summary>What README and docs tell people to type is understood by the program as it is.</summary>
public sealed partial class DocumentedCommandsTests
{
    /// <summary>Commands of the documents that are not of <c>fastode</c>, with who tries them; one that is new or gone is told.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["./test"] = "every run of the tests",
        ["./test fast"] = "the first part of the same",
        ["dotnet publish"] = "DotnetRunTests publishes; the CUDA package and an external libtorch are not on every machine",
        ["dotnet pack"] = "PackTests packs",
        ["dotnet build"] = "PluginTests builds the example of a plug-in against packages",
        ["dotnet run"] = "programs of bench/ that need a GPU",
        ["build/archive"] = "builds everything anew, which takes minutes",
        ["mkdir"] = "makes a folder",
        ["tar"] = "unpacks what build/archive made",
        ["podman"] = "needs a builder of containers",
        ["curl"] = "ServeTests asks the same address",
        ["useradd"] = "changes the machine",
        ["cp"] = "SystemdUnitTests reads the units",
        ["systemctl"] = "SystemdUnitTests reads the units",
        ["(umask 077; openssl"] = "DocumentedCertificatesTests makes one",
        ["ssh"] = "needs a second machine",
        ["openssl"] = "DocumentedCertificatesTests runs them",
        ["export"] = "says where a bucket is",
        ["for"] = "a loop around a command of its own line",
        ["done"] = "a loop around a command of its own line",
        ["FASTODE_DB"] = "a line of an environment file",
        ["FASTODE_DATA"] = "a line of an environment file",
        ["FASTODE_TRAINER"] = "a line of an environment file",
        ["PGPASSWORD"] = "a line of an environment file",
    };

    private static readonly string Repository = Path.GetFullPath(
        typeof(DocumentedCommandsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Repository").Value!);

    public static TheoryData<string, string> Commands
    {
        get
        {
            TheoryData<string, string> commands = [];
            foreach (var (document, arguments) in Documented())
                commands.Add(document, arguments);
            return commands;
        }
    }

    [Theory, MemberData(nameof(Commands))]
    public void Parse_DocumentedCommand_IsUnderstood(string document, string arguments)
    {
        Assert.Empty(Parse(arguments).Errors.Select(error => $"{document}: fastode {arguments}: {error.Message}"));
    }

    [Fact]
    public void Read_SpecsOfDocumentedRuns_AreRightWithTheirValues()
    {
        // Specs of a plug-in are read where it is, by PluginTests; the others lie in examples/ itself.
        var runs = Documented().Select(command => Parse(command.Arguments))
            .Where(parsed => parsed.CommandResult.Command.Name == "run" && Path.GetDirectoryName(parsed.GetRequiredValue<string>("SPEC")) == "examples")
            .ToList();
        Assert.True(runs.Count > 10);
        foreach (var run in runs)
            SpecFile.Read(Path.Combine(Repository, run.GetRequiredValue<string>("SPEC")), run.GetValue<string[]>("--set") ?? [], new YamlSpecReader(), out _);
    }

    [Fact]
    public void Document_CommandOfAnotherProgram_IsListedWithWhoTriesIt()
    {
        var found = Lines().Where(line => !Own().IsMatch(line.Text))
            .Select(line => Others.Keys.OrderByDescending(key => key.Length).FirstOrDefault(key => line.Text.StartsWith(key, StringComparison.Ordinal)) ?? $"{line.Document}: {line.Text}");
        Assert.Equal(Others.Keys.Order(), found.Distinct().Order());
    }

    /// <summary>Every command of <c>fastode</c> that the documents have, once for each document.</summary>
    private static IEnumerable<(string Document, string Arguments)> Documented() => (
        from line in Lines()
        let command = Own().Match(line.Text)
        where command.Success
        select (line.Document, command.Groups["arguments"].Value)).Distinct();

    private static ParseResult Parse(string arguments) => FastOdeCommandLine.Create().Parse([.. CommandLineParser.SplitCommandLine(arguments)]);

    /// <summary>Lines of the fenced blocks of bash, without comments; one that goes on in the next is one.</summary>
    private static IEnumerable<(string Document, string Text)> Lines() =>
        from path in Directory.GetFiles(Path.Combine(Repository, "docs"), "*.md").Prepend(Path.Combine(Repository, "README.md"))
        from block in DocumentedBlock.Of(path)
        from command in block.Commands
        select (Path.GetFileName(path), command);

    [GeneratedRegex("^(?:sudo -u fastode |FASTODE_LIBTORCH=.* )?(?:/opt/fastode/|dotnet run -c Release --project src/Silo -- |)(?:(?<=Silo -- )|fastode )(?<arguments>.*)$")]
    private static partial Regex Own();
}

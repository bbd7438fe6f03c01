using System.CommandLine;
using FastOde.Silo.Commands;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Tests.Commands;

/// <summary>What a command prints can be read by a program.</summary>
public sealed class JsonOptionTests
{
    /// <summary>Commands without the option, with what stands in its place.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["serve"] = "stays up, and says no more than its addresses",
        ["export"] = "its file is the result, with --format json as JSON",
        ["completion"] = "prints a script",
        [TrainerProcesses.Command] = "is started by the program itself",
    };

    [Fact]
    public void Create_EveryCommandThatPrints_TakesJson()
    {
        var without = Leaves(FastOdeCommandLine.Create()).Where(command => command.Options.All(option => option.Name != "--json")).Select(command => command.Name);
        Assert.Equal(Others.Keys.Order(), without.Order());
    }

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);
}

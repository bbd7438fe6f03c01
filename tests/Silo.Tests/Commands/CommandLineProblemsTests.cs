using System.CommandLine;
using FastOde.Silo.Commands;

namespace FastOde.Silo.Tests.Commands;

public sealed class CommandLineProblemsTests
{
    [Theory]
    [InlineData("sho 1", "sho: fastode has no such command; did you mean show?")]
    [InlineData("xyzzy", "xyzzy: fastode has no such command")]
    [InlineData("data lst", "lst: fastode data has no such command; did you mean ls?")]
    [InlineData("show --jsn", "--jsn: fastode show has no such option; did you mean --json?")]
    [InlineData("show 1 --foo", "--foo: fastode show has no such option")]
    [InlineData("ls --slots 4", "--slots: fastode ls has no use for it; leave it out")]
    [InlineData("--slots 4 ls", "--slots: fastode ls has no use for it; leave it out")]
    [InlineData("ls --port=5", "--port: fastode ls has no use for it; leave it out")]
    [InlineData("run", "fastode run needs SPEC")]
    [InlineData("data", "fastode data needs a command")]
    [InlineData("ls --data", "--data needs DIR")]
    [InlineData("sample 1-1 --nfe", "--nfe needs N")]
    [InlineData("evaluate 1-1 --samples abc", "--samples abc: expected a whole number")]
    [InlineData("sample 1-1 --out x --nfe abc", "--nfe abc: expected a number")]
    [InlineData("retain abc", "EXPERIMENT abc: expected a whole number")]
    public void Of_WrongWord_NamesWhatWasMeant(string arguments, string expected)
    {
        var problems = Problems(arguments);
        Assert.Equal(expected, problems[0]);
        Assert.Equal(2, problems.Count);
        Assert.Contains("--help lists", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EveryOptionOfEveryCommandWithoutAValueOrWithAnotherKindOfValue_IsLines()
    {
        var root = FastOdeCommandLine.Create();
        foreach (var (path, command) in Leaves(root, "fastode"))
        {
            foreach (var option in command.Options.Where(option => option.Arity.MinimumNumberOfValues > 0))
            {
                Assert.NotEmpty(Problems($"{path["fastode".Length..]} {option.Name}".Trim()));
                Problems($"{path["fastode".Length..]} {option.Name} \u0001".Trim());
                Assert.Equal(".", HostOptionSet.DataDirectory([.. path.Split(' ')[1..], option.Name]));
            }
        }
    }

    [Theory]
    [InlineData("--data x ls")]
    [InlineData("ls --data x")]
    [InlineData("--data x data ls")]
    [InlineData("--port 0 --slots 2")]
    [InlineData("--slots 2 run spec.yaml")]
    [InlineData("sample 1-1 --out x --threads 2 --artifacts s3://lab/fastode")]
    [InlineData("show -- --foo")]
    [InlineData("sho --help")]
    [InlineData("[suggest:6] fastode\\ pa")]
    public void Of_RightCommandLine_IsNothing(string arguments) => Assert.Empty(Problems(arguments));

    private static IReadOnlyList<string> Problems(string arguments)
    {
        var options = new HostOptionSet();
        return CommandLineProblems.Of(FastOdeCommandLine.Create(options).Parse(arguments.Split(' ')), options.All);
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0 ? [(path, command)] : command.Subcommands.SelectMany(below => Leaves(below, $"{path} {below.Name}"));
}

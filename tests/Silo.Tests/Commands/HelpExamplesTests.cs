using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Silo.Commands;

namespace FastOde.Silo.Tests.Commands;

public sealed class HelpExamplesTests
{
    public static TheoryData<string> Paths => [.. Visible(FastOdeCommandLine.Create(), "fastode")];

    [Theory, MemberData(nameof(Paths))]
    public void Of_EveryCommand_HasExamplesThatItUnderstands(string path)
    {
        var examples = HelpExamples.Of(path);
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            // What an example is for stands behind it, after a wide gap.
            var options = new HostOptionSet();
            var parsed = FastOdeCommandLine.Create(options).Parse([.. CommandLineParser.SplitCommandLine(example.Split("   ")[0]).Skip(1)]);
            Assert.Empty(CommandLineProblems.Of(parsed, options.All).Select(problem => $"{example}: {problem}"));
            if (path != "fastode")
                Assert.StartsWith(path, CommandPath.Of(parsed.CommandResult), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fastode ls", "fastode run")]
    [InlineData("fastode export 3", "fastode export-weights")]
    public void Invoke_Help_EndsWithTheCommandsOwnExamples(string command, string other)
    {
        var help = Help(command);
        Assert.Contains($"Examples:\n  {string.Join(' ', command.Split(' ')[..2])} ", help, StringComparison.Ordinal);
        Assert.DoesNotContain(other, help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fastode ls", "--slots", "--port", "--artifacts", "--verbose", "--bind")]
    [InlineData("fastode completion", "--data", "--db", "--json")]
    [InlineData("fastode data ls", "--db", "--threads")]
    [InlineData("fastode sample", "--slots", "--isolate")]
    public void Invoke_Help_NamesNoOptionThatDoesNothingThere(string command, params string[] options)
    {
        var help = Help(command);
        Assert.All(options, option => Assert.DoesNotContain(option, help, StringComparison.Ordinal));
    }

    private static string Help(string command)
    {
        using var output = new StringWriter { NewLine = "\n" };
        FastOdeCommandLine.Create().Parse([.. command.Split(' ')[1..], "--help"]).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString();
    }

    private static IEnumerable<string> Visible(Command command, string path) =>
        command.Subcommands.Where(below => !below.Hidden).SelectMany(below => Visible(below, $"{path} {below.Name}")).Prepend(path);
}

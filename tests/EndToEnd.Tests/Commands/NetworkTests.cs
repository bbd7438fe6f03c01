using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>What a spec's networks are made of, from the command line.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task Network_OfASpec_PrintsBothNetworksAndStoresNothing()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, "network", "spec.yaml");
        var outcome = await process.End();

        outcome.Expect(0);
        Assert.Matches(@"^velocity: [\d,]+ parameters in \d+ tensors\n  0\.weight +\d+ × 3\n", outcome.Output);
        Assert.Contains("\nencoder: ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    [Fact]
    public async Task Network_PublishedByTheRule_PrintsWhatTheOriginalGives()
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.StartProgram(
            FastOdeProcess.Executable, workspace.Root, "network", "--published", "mnist", "--fill-rule", "--input-rule");
        var outcome = await process.End();

        outcome.Expect(0);
        var networks = JsonNode.Parse(outcome.Output)!;
        Assert.Equal(2_155_201, networks["velocity"]!.Number("parameters"));
        Assert.Equal(2_155_778, networks["encoder"]!.Number("parameters"));
        Assert.Equal(32.54596, networks["velocity"]!["output"]!.Number("l2"), 1e-3);
        Assert.Equal(44.24984, networks["encoder"]!["output"]!.Number("l2"), 1e-3);
    }

    [Fact]
    public async Task Network_OfAnExampleOfImagesByTheRule_PrintsJsonAsTheOriginalGives()
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.StartProgram(
            FastOdeProcess.Executable, workspace.Root, "network", Path.Combine(FastOdeProcess.Repository, "examples/mnist.yaml"), "--fill-rule", "--input-rule");
        var outcome = await process.End();

        outcome.Expect(0);
        var networks = JsonNode.Parse(outcome.Output)!.AsObject();
        Assert.Equal(["velocity", "encoder"], networks.Select(network => network.Key));
        Assert.All(networks, network => Assert.Equal(["parameters", "time", "output", "tensors"], network.Value!.AsObject().Select(field => field.Key)));
        Assert.Equal(["shape", "mean", "l2", "every_nth"], networks["velocity"]!["output"]!.AsObject().Select(field => field.Key));
        Assert.Equal(2_155_201, networks["velocity"]!.Number("parameters"));
        Assert.Equal(2_155_778, networks["encoder"]!.Number("parameters"));
        Assert.Equal(-0.4108112, networks["velocity"]!["output"]!.Number("mean"), 1e-5);
        Assert.Equal(44.24984, networks["encoder"]!["output"]!.Number("l2"), 1e-3);
    }

    [Theory]
    [InlineData("either a SPEC or --published")]
    [InlineData("give both or neither", "--published", "mnist", "--fill-rule")]
    [InlineData("either a SPEC or --published", "spec.yaml", "--published", "mnist")]
    [InlineData("did you mean 'mnist'?", "--published", "mnits")]
    public async Task Network_WrongArguments_AreRefused(string expected, params string[] arguments)
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, ["network", .. arguments]);
        var outcome = await process.End();

        outcome.Expect(2);
        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
    }
}

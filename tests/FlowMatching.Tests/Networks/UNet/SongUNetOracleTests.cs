using System.Text.Json;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Networks.UNet;

/// <summary>The published networks against outputs of the original, for weights and images given by a rule.</summary>
public sealed class SongUNetOracleTests
{
    public static TheoryData<string> Names => ["mnist_de", "mnist_en", "cifar10_de", "cifar10_en"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Entries_PublishedConfiguration_HaveThePublishedNamesShapesAndOrder(string name)
    {
        var oracle = Oracle(name);
        var model = Model(name);
        string[] expected = [.. oracle.GetProperty("tensors").EnumerateArray().Select(entry => $"{entry[0].GetString()} {entry[1].GetRawText().Replace(" ", "", StringComparison.Ordinal)}")];
        Assert.Equal(expected, model.Entries.Select(entry => $"{entry.Name} [{string.Join(",", entry.Sizes)}]"));
        Assert.Equal(oracle.GetProperty("parameters").GetInt64(), model.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_WeightsByTheRule_GivesTheOriginalsOutput(string name)
    {
        var oracle = Oracle(name);
        var output = oracle.GetProperty("output");
        var summary = ReferenceRun.Summary(Model(name), [.. oracle.GetProperty("time").EnumerateArray().Select(value => value.GetDouble())]);
        Assert.Equal(output.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), summary.Shape);
        var norm = output.GetProperty("l2").GetDouble();
        var typical = norm / Math.Sqrt(summary.Shape.Aggregate(1L, (product, size) => product * size));
        Assert.Equal(norm, summary.Norm, 1e-5 * norm);
        Assert.Equal(output.GetProperty("mean").GetDouble(), summary.Mean, 1e-5 * typical);
        var kept = output.GetProperty("every_nth");
        Assert.Equal(kept[0].GetInt32(), summary.Stride);
        double[] expected = [.. kept[1].EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(expected.Length, summary.Values.Count);
        Assert.All(expected.Zip(summary.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * typical));
    }

    private static JsonElement Oracle(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Require("oracles/songunet.json")));
        return document.RootElement.GetProperty(name).Clone();
    }

    private static UNetModel Model(string name)
    {
        var parts = name.Split('_');
        var pair = UNetConfigurations.Published.Find(parts[0]);
        return new UNetModel(parts[1] == "de" ? pair.Velocity : pair.Encoder);
    }
}

using System.Text.Json;
using FastOde.FlowMatching.Networks.Inception;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Networks.Inception;

/// <summary>The tensors of Inception-v3 against the published ones.</summary>
public sealed class InceptionModelTests
{
    [Fact]
    public void Entries_OfTheNetwork_HaveThePublishedNamesShapesAndOrder()
    {
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Require("oracles/inception.json")));
        var model = new InceptionModel();
        string[] expected = [.. oracle.RootElement.GetProperty("tensors").EnumerateArray().Select(entry => $"{entry[0].GetString()} {entry[1].GetRawText().Replace(" ", "", StringComparison.Ordinal)}")];
        Assert.Equal(expected, model.Entries.Select(entry => $"{entry.Name} [{string.Join(",", entry.Sizes)}]"));
        Assert.Equal(oracle.RootElement.GetProperty("parameters").GetInt64(), model.ParameterCount);
    }
}

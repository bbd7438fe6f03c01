using System.Text.Json;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Metrics.Features.Inception;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Inception;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features.Inception;

/// <summary>Published weights of Inception-v3, from the file to the features.</summary>
public sealed class InceptionFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Extract_WeightsByTheRule_GivesTheOriginalsFeatures()
    {
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Require("oracles/inception.json")));
        var source = Path.Combine(folder.Path, "weights.safetensors");
        Write(source, Filled());
        var extractors = new FeatureExtractors(Path.Combine(folder.Path, "features"));
        InceptionFile.Import(source, extractors.PathOf("inception"));
        Assert.Equal(["inception"], extractors.Names());
        Assert.Equal("inception", extractors.Choose("auto", "cifar10", "any"));
        using var extractor = extractors.Open("inception");
        Assert.Equal(2048, extractor.Dimension);
        foreach (var side in new[] { 28, 32 })
        {
            using var scope = torch.NewDisposeScope();
            var expected = oracle.RootElement.GetProperty("features").GetProperty($"{side}");
            var features = extractor.Extract(FillRule.Images(2, 3, side, side).to(torch.float32), TestContext.Current.CancellationToken).to(torch.float64);
            var norm = expected.GetProperty("l2").GetDouble();
            Assert.Equal(norm, features.norm().item<double>(), 1e-4 * norm);
            Assert.Equal(expected.GetProperty("mean").GetDouble(), features.mean().item<double>(), 1e-4 * expected.GetProperty("mean").GetDouble());
            var kept = expected.GetProperty("every_nth");
            var values = features.flatten().data<double>().ToArray();
            var typical = norm / Math.Sqrt(values.Length);
            var index = 0;
            foreach (var value in kept[1].EnumerateArray())
                Assert.Equal(value.GetDouble(), values[kept[0].GetInt32() * index++], 1e-4 * typical);
        }
    }

    [Fact]
    public void Import_OtherWeights_ListsTheFirstFiveThatDoNotFit()
    {
        var source = Path.Combine(folder.Path, "weights.safetensors");
        Write(source, [Zeros("Conv2d_1a_3x3.conv.weight", 32, 1, 3, 3), Zeros("fc.weight", 1000, 2048), Zeros("AuxLogits.fc.bias", 1000)]);
        var target = Path.Combine(folder.Path, "inception.safetensors");
        var refused = Assert.Throws<FeatureFileException>(() => InceptionFile.Import(source, target));
        Assert.Contains("'Conv2d_1a_3x3.conv.weight' has shape [32, 1, 3, 3], expected [32, 3, 3, 3]; 'Conv2d_1a_3x3.bn.weight' is missing", refused.Message, StringComparison.Ordinal);
        Assert.Equal(5, refused.Message.Split("; ").Length - 1);
        Assert.Contains("472 tensors differ", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void Import_PyTorchFileOfAnotherNetwork_IsRefused()
    {
        var refused = Assert.Throws<FeatureFileException>(
            () => InceptionFile.Import(SharedFiles.Require("oracles/state_dict.pth"), Path.Combine(folder.Path, "inception.safetensors")));
        Assert.Contains("'Conv2d_1a_3x3.conv.weight' is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImportAndOpen_NameThatStandsTwice_AreRefusedByIt()
    {
        var file = Path.Combine(folder.Path, "twice.safetensors");
        Write(file, [Zeros("twice", 1), Zeros("twice", 1)]);
        var imported = Assert.Throws<CheckpointException>(() => InceptionFile.Import(file, Path.Combine(folder.Path, "inception.safetensors")));
        Assert.Contains("has the name 'twice' twice", imported.Message, StringComparison.Ordinal);
        Assert.Contains("has the name 'twice' twice", Assert.Throws<FeatureFileException>(() => InceptionFile.Open(file)).Message, StringComparison.Ordinal);
        Assert.Contains("has the name 'twice' twice", Assert.Throws<CheckpointException>(() => CheckpointDirectory.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_TensorOfAnotherTypeBesideTheWeights_DoesNotMatter()
    {
        var file = Path.Combine(folder.Path, "w.safetensors");
        Write(file, [.. Filled(), new SafeTensor { Name = "extra.index", Type = "I64", Shape = [1], Data = new byte[8] }]);
        InceptionFile.Import(file, Path.Combine(folder.Path, "inception.safetensors"));
    }

    [Fact]
    public void Open_AnotherFile_IsRefusedByName()
    {
        var file = Path.Combine(folder.Path, "inception.safetensors");
        Write(file, [Zeros("a", 1)]);
        var refused = Assert.Throws<FeatureFileException>(() => InceptionFile.Open(file));
        Assert.StartsWith($"The file '{file}' cannot be used:", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static SafeTensor[] Filled() =>
    [
        .. new InceptionModel().Entries.Select((entry, index) =>
        {
            using var scope = torch.NewDisposeScope();
            return new SafeTensor { Name = entry.Name, Type = "F32", Shape = entry.Sizes, Data = FillRule.Fill(entry, index).to(torch.float32).bytes.ToArray() };
        }),
    ];

    private static SafeTensor Zeros(string name, params long[] shape) =>
        new() { Name = name, Type = "F32", Shape = shape, Data = new byte[sizeof(float) * shape.Aggregate(1L, (product, size) => product * size)] };

    private static void Write(string file, IReadOnlyList<SafeTensor> tensors) =>
        File.WriteAllBytes(file, SafetensorsFile.Write(new Dictionary<string, string>(), tensors));
}

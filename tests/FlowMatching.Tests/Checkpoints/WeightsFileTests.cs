using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Checkpoints;

/// <summary>Weights for other programs.</summary>
public sealed class WeightsFileTests
{
    private static readonly Checkpoint Trial = new()
    {
        Step = 5,
        Fingerprint = "f",
        Tensors = [Tensor("weights.velocity.0.weight", 1), Tensor("weights.encoder.0.weight", 2), Tensor("average.velocity.0.weight", 3), Tensor("adam.first.velocity.0.weight", 4)],
    };

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void Write_WithPublishedNames_WritesThoseParametersOnly(bool averaged, byte expected)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "weights.safetensors");
        var names = new Dictionary<string, string> { ["velocity.0.weight"] = "model.map.weight" };
        Assert.Equal(1, WeightsFile.Write(Trial, file, names, averaged));
        var tensor = Assert.Single(SafetensorsFile.Read(File.ReadAllBytes(file)).Tensors);
        Assert.Equal("model.map.weight", tensor.Name);
        Assert.Equal(expected, tensor.Data.Span[0]);
        Assert.Equal([file], Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void Write_WithoutNames_WritesEveryWeightUnderItsOwn()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "weights.safetensors");
        WeightsFile.Write(Trial, file, null, averaged: false);
        Assert.Equal(["velocity.0.weight", "encoder.0.weight"], SafetensorsFile.Read(File.ReadAllBytes(file)).Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Write_NameOfNoParameter_NamesTheNearestAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "weights.safetensors");
        var names = new Dictionary<string, string> { ["velocity.0.wieght"] = "a" };
        Assert.Contains("'velocity.0.weight'", Assert.Throws<CheckpointException>(() => WeightsFile.Write(Trial, file, names, false)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Write_TwoParametersOfOneName_NamesBoth()
    {
        var names = new Dictionary<string, string> { ["velocity.0.weight"] = "a", ["encoder.0.weight"] = "a" };
        Assert.Contains(
            "velocity.0.weight and encoder.0.weight", Assert.Throws<CheckpointException>(() => WeightsFile.Write(Trial, "unused", names, false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WithoutAverage_SaysSo()
    {
        var plain = Trial with { Tensors = [Tensor("weights.a", 1)] };
        Assert.Contains("no moving average", Assert.Throws<CheckpointException>(() => WeightsFile.Write(plain, "unused", null, true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ToAMissingFolder_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "missing", "weights.safetensors");
        Assert.Contains("writable folder", Assert.Throws<CheckpointException>(() => WeightsFile.Write(Trial, file, null, false)).Message, StringComparison.Ordinal);
    }

    private static SafeTensor Tensor(string name, byte value) => new() { Name = name, Type = "U8", Shape = [1], Data = new[] { value } };
}

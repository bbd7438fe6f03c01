using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Tests.Checkpoints.PyTorch;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Weights from and for other programs.</summary>
public sealed class PublishedWeightsTests
{
    private static readonly SampleShape Shape = new(1, 4, 4);
    private static readonly DiagonalNormal Prior = DiagonalNormal.Standard(16);

    private static readonly TrialSpec Learned = new()
    {
        Data = new() { Name = "images" },
        Coupling = new LearnedCouplingSpec(),
        Network = new SongUNetSpec { Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [] },
    };

    private static readonly TrialSpec Independent = Learned with { Coupling = new IndependentCouplingSpec() };

    private static IReadOnlyList<StateEntry> Velocity => Report(0);

    private static IReadOnlyList<StateEntry> Encoder => Report(1);

    [Theory]
    [InlineData("")]
    [InlineData("model_state_dict.")]
    [InlineData("ema.module.")]
    public void Import_VelocityWhereverItIsNested_IsFound(string prefix)
    {
        using var file = Write([(prefix, Velocity)]);
        var checkpoint = PublishedWeights.Import(file.Path, null, [], new(Independent), Shape, Prior);
        Assert.Equal(Velocity.Where(entry => entry.Buffer is null).Select(entry => "weights.velocity." + entry.Name), checkpoint.Tensors.Select(tensor => tensor.Name));
        using var flow = TrainedFlow.Restore(Independent, Shape, Prior, checkpoint);
        Assert.False(flow.HasEncoder);
    }

    [Fact]
    public void Import_TrainingState_HasBothNetworksAndItsStep()
    {
        using var file = Write([("model_state_dict.", Velocity), ("forward_model_state_dict.encoder.", Encoder)], step: 5000);
        var checkpoint = PublishedWeights.Import(file.Path, null, [], new(Learned), Shape, Prior);
        Assert.Equal(5000, checkpoint.Step);
        using var flow = TrainedFlow.Restore(Learned, Shape, Prior, checkpoint);
        Assert.True(flow.HasEncoder);
        Assert.Equal(Values(Velocity, 0), BitConverter.ToSingle(checkpoint.Tensor("weights.velocity." + Velocity[0].Name).Data.Span));
        Assert.Equal(Values(Encoder, 0) + 1, BitConverter.ToSingle(checkpoint.Tensor("weights.encoder." + Encoder[0].Name).Data.Span));
    }

    [Fact]
    public void Import_EncoderInItsOwnFile_IsJoined()
    {
        using var file = Write([("", Velocity)]);
        using var encoder = Write([("encoder.", Encoder)]);
        Assert.Contains("--encoder", Refused(file.Path, Learned), StringComparison.Ordinal);
        Assert.Contains("has no use", Assert.Throws<CheckpointException>(() => PublishedWeights.Import(file.Path, encoder.Path, [], new(Independent), Shape, Prior)).Message, StringComparison.Ordinal);
        Assert.Equal(2 * Velocity.Count(entry => entry.Buffer is null), PublishedWeights.Import(file.Path, encoder.Path, [], new(Learned), Shape, Prior).Tensors.Count);
    }

    [Fact]
    public void Import_OtherShapesAndNames_ListsTheFirstFive()
    {
        using var file = Write([("", [.. Velocity.Skip(2), new StateEntry { Name = "label.weight", Sizes = [2] }])]);
        var message = Refused(file.Path, Independent with { Network = (SongUNetSpec)Independent.Network with { Channels = 8 } });
        Assert.Contains($"'{Velocity[0].Name}' is missing; '{Velocity[1].Name}' is missing; '{Velocity[2].Name}' has shape [", message, StringComparison.Ordinal);
        Assert.Equal(6, message.Split(';').Length);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        using var more = Write([("", [.. Velocity, new StateEntry { Name = "label.weight", Sizes = [2] }])]);
        Assert.Contains("1 tensors differ: 'label.weight' is not in the network.", Refused(more.Path, Independent), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OracleStates_AreNamedByWhatTheyLack()
    {
        Assert.Contains("'map_layer0.weight' is missing", Refused(SharedFiles.Require("oracles/state_dict.pth"), Independent), StringComparison.Ordinal);
        Assert.Contains("'map_layer0.weight' is missing", Refused(SharedFiles.Require("oracles/training_state.pth"), Independent), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_ThenImport_GivesTheSameCheckpoint()
    {
        using var folder = new TemporaryFolder();
        using var file = Write([("", Velocity)]);
        using var encoder = Write([("", Encoder)]);
        var first = PublishedWeights.Import(file.Path, encoder.Path, [], new(Learned), Shape, Prior);
        var exported = Path.Combine(folder.Path, "w.safetensors");
        var written = WeightsFile.Write(PublishedWeights.StateDicts(first, Learned, Shape, Prior), exported, network: null, averaged: null);
        Assert.Equal(Velocity.Count + Encoder.Count, written);
        Assert.Equal(
            Velocity.Select(entry => "velocity." + entry.Name).Concat(Encoder.Select(entry => "encoder." + entry.Name)),
            SafetensorsFile.Read(File.ReadAllBytes(exported)).Tensors.Select(tensor => tensor.Name));
        var again = PublishedWeights.Import(exported, null, [], new(Learned), Shape, Prior);
        Assert.Equal(first.Tensors.Select(tensor => tensor.Name), again.Tensors.Select(tensor => tensor.Name));
        Assert.All(first.Tensors.Zip(again.Tensors), pair => Assert.True(pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span)));
    }

    [Fact]
    public void Export_OneNetwork_HasItsOwnNames()
    {
        using var folder = new TemporaryFolder();
        using var file = Write([("", Velocity)]);
        var state = PublishedWeights.StateDicts(PublishedWeights.Import(file.Path, null, [], new(Independent), Shape, Prior), Independent, Shape, Prior);
        var exported = Path.Combine(folder.Path, "w.safetensors");
        WeightsFile.Write(state, exported, "velocity", averaged: false);
        Assert.Equal(Velocity.Select(entry => entry.Name), SafetensorsFile.Read(File.ReadAllBytes(exported)).Tensors.Select(tensor => tensor.Name));
        Assert.Contains("has no encoder", Assert.Throws<CheckpointException>(() => WeightsFile.Write(state, exported, "encoder", false)).Message, StringComparison.Ordinal);
    }

    private static string Refused(string file, TrialSpec trial) =>
        Assert.Throws<CheckpointException>(() => PublishedWeights.Import(file, null, [], new(trial), Shape, Prior)).Message;

    private static IReadOnlyList<StateEntry> Report(int network) => NetworkReports.Of(Learned, Shape, Prior, evaluate: false)[network].Tensors;

    private static float Values(IReadOnlyList<StateEntry> state, int index) => (float)(state[index].Buffer?[0] ?? 0.01 * index);

    /// <summary>State dicts whose tensors are constant, each another number, one more in the second dictionary.</summary>
    private static PthFile Write((string Prefix, IReadOnlyList<StateEntry> State)[] sections, long? step = null)
    {
        var entries = new List<(string, string)>();
        var storages = new List<(string, byte[])>();
        foreach (var (section, number) in sections.Select((section, number) => (section, number)))
        {
            for (var i = 0; i < section.State.Count; i++)
            {
                var entry = section.State[i];
                var key = storages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                float[] values = entry.Buffer is { } buffer
                    ? [.. buffer.Select(value => (float)value)]
                    : [.. Enumerable.Repeat(Values(section.State, i) + number, (int)entry.Count)];
                entries.Add((section.Prefix + entry.Name, Pickle.Tensor(Pickle.Storage(key, "FloatStorage", entry.Count), 0, [.. entry.Sizes], Strides(entry.Sizes))));
                storages.Add(($"data/{key}", PthFile.Floats(values)));
            }
        }

        if (step is { } iteration)
            entries.Add(("iter", Pickle.Integer(iteration)));
        return new PthFile().Write(Pickle.Dictionary([.. entries]), [.. storages]);
    }

    private static long[] Strides(IReadOnlyList<long> sizes) =>
        [.. Enumerable.Range(0, sizes.Count).Select(i => sizes.Skip(i + 1).Aggregate(1L, (product, size) => product * size))];
}

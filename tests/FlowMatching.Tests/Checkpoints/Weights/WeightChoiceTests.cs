using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Tests.Checkpoints.PyTorch;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Checkpoints.Weights;

/// <summary>Which copy of its weights is taken from a training state that holds several, and what is said of it.</summary>
public sealed class WeightChoiceTests
{
    private const float Raw = 100;
    private const float Mean = 200;
    private static readonly SampleShape Shape = SampleShape.Points(2);
    private static readonly DiagonalNormal Prior = DiagonalNormal.Standard(2);
    private static readonly TrialSpec Learned = new() { Data = new() { Name = "points" }, Coupling = new LearnedCouplingSpec(), Network = new MlpSpec { Hidden = 3, Layers = 1 } };
    private static readonly TrialSpec Independent = Learned with { Coupling = new IndependentCouplingSpec() };
    private static readonly SampleShape Images = new(1, 4, 4);

    private static readonly TrialSpec UNet = new()
    {
        Data = new() { Name = "images" },
        Network = new SongUNetSpec { Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [] },
    };

    private readonly TrainingState state = new();

    private static IReadOnlyList<StateEntry> Velocity => NetworkReports.Of(Learned, Shape, Prior, evaluate: false)[0].Tensors;

    private static IReadOnlyList<StateEntry> Encoder => NetworkReports.Of(Learned, Shape, Prior, evaluate: false)[1].Tensors;

    [Theory]
    [InlineData("ema")]
    [InlineData("EMA")]
    [InlineData("model_ema")]
    [InlineData("emaModel")]
    [InlineData("modelEMA")]
    [InlineData("ema_state_dict")]
    [InlineData("averaged_model")]
    [InlineData("shadow")]
    public void Import_AverageBesideTheWeights_IsTaken(string name)
    {
        using var file = state.Write((name, state.Dictionary(Velocity, Mean)), ("model", state.Dictionary(Velocity, Raw)));
        AssertTaken(Mean, $"velocity network from {name} (average)", file);
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("remap")]
    [InlineData("emanet")]
    [InlineData("non_ema")]
    [InlineData("thematic_net")]
    [InlineData("exp_avg")]
    public void Import_NameThatMerelyContainsTheWord_IsNoAverage(string name)
    {
        using var file = state.Write(("net", state.Dictionary(Velocity, Raw)), (name, state.Dictionary(Velocity, Mean)));
        AssertRefused(file, Independent, [], "leave open which are the velocity network's", "net (as trained)", $"{name} (as trained)", "--weights NAME");
        AssertTaken(Raw, "velocity network from net (as trained)", file, "net");
        AssertTaken(Mean, $"velocity network from {name} (as trained)", file, name);
    }

    [Theory]
    [InlineData("Float")]
    [InlineData("BFloat16")]
    [InlineData("Half")]
    [InlineData("Double")]
    public void Import_AveragesInAListWithoutNames_AreTakenInTheOrderOfTheParameters(string type)
    {
        using var file = state.Write(("model_state_dict", state.Dictionary(Velocity, Raw)), ("ema", Pickle.Dictionary(("decay", Pickle.Integer(1)), ("shadow_params", state.Sequence(Velocity, Mean, type)), ("collected_params", state.Sequence(Velocity, 7)))));
        AssertTaken(Mean, "velocity network from ema.shadow_params (average)", file);
        AssertTaken(Raw, "velocity network from model_state_dict (as trained)", file, "model_state_dict");
    }

    [Fact]
    public void Import_AverageThatKeepsTheWeightsAsTrainedToo_IsToldApart()
    {
        using var file = state.Write(("ema", Pickle.Dictionary(("online_model", state.Dictionary(Velocity, Raw)), ("ema_model", state.Dictionary(Velocity, Mean)))));
        AssertTaken(Mean, "velocity network from ema.ema_model (average)", file);
        AssertTaken(Raw, "velocity network from ema.online_model (as trained)", file, "online_model");
    }

    [Fact]
    public void Import_AveragesInTheOptimizer_AreThoseOfBothNetworksInTheOrderThatFits()
    {
        foreach (var (parameters, ofVelocity, ofEncoder) in new[] { (Encoder.Concat(Velocity), 4, 0), (Velocity.Concat(Encoder), 0, 4) })
        {
            StateEntry[] both = [.. parameters];
            using var file = state.Write(
                ("optimizer_state_dict", state.Optimizer(both, Mean, written: Enumerable.Range(0, both.Length).Reverse())),
                ("model_state_dict", state.Dictionary(Velocity, Raw)),
                ("forward_model_state_dict", state.Dictionary(Encoder, Raw + 50)));
            var checkpoint = Import(file, Learned);
            Assert.Equal(4, Velocity.Count);
            Assert.Equal([.. Numbers(Mean + ofVelocity, 4), .. Numbers(Mean + ofEncoder, 4)], Values(checkpoint));
            Assert.Equal("velocity network from optimizer_state_dict.state.N.ema (average), encoder from optimizer_state_dict.state.N.ema (average)", PublishedWeights.CopiesTaken(checkpoint));
            checkpoint = Import(file, Learned, "model_state_dict");
            Assert.Equal([.. Numbers(Raw, 4), .. Numbers(Raw + 50, 4)], Values(checkpoint));
            Assert.Equal("velocity network from model_state_dict (as trained), encoder from forward_model_state_dict (as trained)", PublishedWeights.CopiesTaken(checkpoint));
            Assert.Equal(Numbers(Mean + ofVelocity, 4), Values(Import(file, Independent)));
        }
    }

    [Fact]
    public void Import_OptimizerWithGroups_TakesTheirOrder()
    {
        using var file = state.Write(
            ("model", state.Dictionary(Velocity, Raw)),
            ("optimizer", state.Optimizer(Velocity, Mean, written: [3, 1, 0, 2], groups: [[10, 2], [1, 0]])));
        AssertTaken(Mean, "velocity network from optimizer.state.N.ema (average)", file);
    }

    [Fact]
    public void Import_AverageOfOneNetworkAlone_IsTakenBesideTheOtherAsTrained()
    {
        using var file = state.Write(
            ("model_state_dict", state.Dictionary(Velocity, Raw)), ("forward_model_state_dict", state.Dictionary(Encoder, Raw + 50)), ("ema_params", state.Sequence(Velocity, Mean)));
        var checkpoint = Import(file, Learned);
        Assert.Equal([.. Numbers(Mean, 4), .. Numbers(Raw + 50, 4)], Values(checkpoint));
        Assert.Equal("velocity network from ema_params (average), encoder from forward_model_state_dict (as trained)", PublishedWeights.CopiesTaken(checkpoint));
    }

    [Fact]
    public void Import_AverageNamedAsTheEncoders_IsTheEncoders()
    {
        using var file = state.Write(
            ("model", state.Dictionary(Velocity, Raw)), ("encoder", state.Dictionary(Encoder, Raw + 50)), ("ema_encoder", state.Dictionary(Encoder, Mean)), ("encoder_ema_params", Pickle.Dictionary()));
        Assert.Equal([.. Numbers(Raw, 4), .. Numbers(Mean, 4)], Values(Import(file, Learned)));
    }

    [Theory]
    [InlineData(3, "it has 3 averages, and the network 4 parameters")]
    [InlineData(5, "it has 5 averages, and the network 4 parameters")]
    public void Import_ListOfAnotherLength_IsRefusedUnlessTheWeightsAsTrainedAreNamed(int length, string expected)
    {
        StateEntry[] others = [.. Velocity.Concat(Velocity).Take(length)];
        using var file = state.Write(("net", state.Dictionary(Velocity, Raw)), ("ema_params", state.Sequence(others, Mean)));
        AssertRefused(file, Independent, [], "hold averages that do not fit the spec's velocity network, 'ema_params': " + expected, "--weights net");
        AssertRefused(file, Independent, ["ema_params"], "'ema_params' do not fit", expected);
        AssertTaken(Raw, "velocity network from net (as trained)", file, "net");
    }

    [Fact]
    public void Import_AverageThatLacksATensorOrHasAnotherShape_IsRefusedUnlessTheWeightsAsTrainedAreNamed()
    {
        using var lacking = state.Write(("net", state.Dictionary(Velocity, Raw)), ("ema", state.Dictionary([.. Velocity.Skip(1)], Mean)));
        AssertRefused(lacking, Independent, [], "'ema': 1 tensors differ: '0.weight' is missing", "--weights net");
        AssertTaken(Raw, "velocity network from net (as trained)", lacking, "net");
        using var reversed = new TrainingStateFile(Velocity);
        AssertRefused(reversed.File, Independent, [], "'ema_params': 'ema_params.0' has shape", "--weights net");
    }

    [Fact]
    public void Import_TwoAverages_AreRefusedWithTheirNames()
    {
        using var file = state.Write(
            ("net", state.Dictionary(Velocity, Raw)), ("ema_0.999", state.Dictionary(Velocity, Mean)), ("ema_0.9999", state.Dictionary(Velocity, Mean + 50)));
        AssertRefused(file, Independent, [], "ema_0.999 (average), ema_0.9999 (average)", "--weights NAME");
        AssertTaken(Mean, "velocity network from ema_0.999 (average)", file, "ema_0.999");
        AssertTaken(Mean + 50, "velocity network from ema_0.9999 (average)", file, "ema_0.9999");
        AssertRefused(file, Independent, ["schema"], "have no copy 'schema'; they have ema_0.999 (average), ema_0.9999 (average), net (as trained)");
        AssertRefused(file, Independent, ["net", "ema_0.999"], "'net', 'ema_0.999' means net (as trained), ema_0.999 (average), and all fit");
    }

    [Fact]
    public void Import_TopLevelBesideAnAverage_IsNamedByADot()
    {
        using var file = state.Write([.. Velocity.Select((entry, i) => (entry.Name, state.Tensor(entry.Sizes, Raw + i))), ("ema", state.Dictionary(Velocity, Mean))]);
        AssertTaken(Mean, "velocity network from ema (average)", file);
        AssertTaken(Raw, "velocity network from . (as trained)", file, ".");
    }

    [Fact]
    public void Import_TensorsThatAreNoNumbersOfOurs_DoNotMatter()
    {
        using var file = state.Write([.. Velocity.Select((entry, i) => (entry.Name, state.Tensor(entry.Sizes, Raw + i))), ("n_averaged", state.Tensor([], 3, "Long")), ("index", state.Tensor([2], 3, "Long")), ("spectrum", state.Tensor([2, 2], 3, "ComplexFloat"))]);
        AssertTaken(Raw, "velocity network from . (as trained)", file);
    }

    [Fact]
    public void Import_AverageOfParametersAlone_TakesBuffersFromTheOtherCopy()
    {
        var prior = DiagonalNormal.Standard(16);
        var entries = NetworkReports.Of(UNet, Images, prior, evaluate: false)[0].Tensors;
        StateEntry[] parameters = [.. entries.Where(entry => entry.Buffer is null)];
        Assert.NotEqual(entries.Count, parameters.Length);
        string[] names = [.. entries.Where(entry => entry.Buffer is not null).Select(entry => entry.Name)];
        var value = (float)entries.First(entry => entry.Buffer is not null).Buffer![0];
        Assert.All(entries.Where(entry => entry.Buffer is not null), entry => Assert.All(entry.Buffer!, number => Assert.Equal(value, (float)number)));
        var trained = Pickle.Dictionary([.. entries.Select(entry => (entry.Name, state.Tensor(entry.Sizes, names.Contains(entry.Name) ? value : 1)))]);
        foreach (var average in new[] { state.Dictionary(parameters, Mean), state.Sequence(parameters, Mean) })
        {
            using var file = state.Write(("model", trained), ("ema", average));
            var checkpoint = PublishedWeights.Import(file.Path, null, [], new(UNet), Images, prior);
            Assert.Equal("velocity network from ema (average)", PublishedWeights.CopiesTaken(checkpoint));
            Assert.Equal(Numbers(Mean, parameters.Length), Values(checkpoint));
        }
    }

    [Fact]
    public void Import_Safetensors_FollowsTheSameRule()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "w.pth");
        SafeTensor[] tensors = [.. new[] { ("model.", Raw), ("ema.", Mean) }.SelectMany(copy => Velocity.Select((entry, i) => Constant(copy.Item1 + entry.Name, entry.Sizes, copy.Item2 + i)))];
        SafeTensor[] unreadable = [new() { Name = "extra.c", Type = "BOOL", Shape = [1], Data = new byte[1] }];
        File.WriteAllBytes(path, SafetensorsFile.Write(new Dictionary<string, string>(), [.. tensors, .. unreadable]));
        var checkpoint = PublishedWeights.Import(path, null, [], new(Independent), Shape, Prior);
        Assert.Equal(Numbers(Mean, 4), Values(checkpoint));
        File.WriteAllBytes(path, SafetensorsFile.Write(new Dictionary<string, string>(), [.. Velocity.Select((entry, i) => Constant("average.velocity." + entry.Name, entry.Sizes, Mean + i)), .. Velocity.Select((entry, i) => Constant("weights.velocity." + entry.Name, entry.Sizes, Raw + i))]));
        Assert.Equal(Numbers(Mean, 4), Values(PublishedWeights.Import(path, null, [], new(Independent), Shape, Prior)));
        Assert.Equal(Numbers(Raw, 4), Values(PublishedWeights.Import(path, null, ["weights"], new(Independent), Shape, Prior)));
    }

    private static SafeTensor Constant(string name, IReadOnlyList<long> sizes, float value) => new()
    {
        Name = name,
        Type = "F32",
        Shape = sizes,
        Data = PthFile.Floats([.. Enumerable.Repeat(value, (int)sizes.Aggregate(1L, (product, size) => product * size))]),
    };

    private static Checkpoint Import(PthFile file, TrialSpec trial, params string[] names) => PublishedWeights.Import(file.Path, null, names, new(trial), Shape, Prior);

    private static void AssertTaken(float first, string said, PthFile file, params string[] names)
    {
        var checkpoint = Import(file, Independent, names);
        Assert.Equal(Numbers(first, Velocity.Count), Values(checkpoint));
        Assert.Equal(said, PublishedWeights.CopiesTaken(checkpoint));
    }

    private static void AssertRefused(PthFile file, TrialSpec trial, string[] names, params string[] expected)
    {
        var message = Assert.Throws<CheckpointException>(() => Import(file, trial, names)).Message;
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
    }

    private static float[] Numbers(float first, int count) => [.. Enumerable.Range(0, count).Select(i => first + i)];

    private static float[] Values(Checkpoint checkpoint) => [.. checkpoint.Tensors.Select(tensor => BitConverter.ToSingle(tensor.Data.Span))];

    /// <summary>A state whose list of averages is in another order than the parameters.</summary>
    private sealed class TrainingStateFile(IReadOnlyList<StateEntry> velocity) : IDisposable
    {
        public PthFile File { get; } = Write(new TrainingState(), velocity);

        public void Dispose() => File.Dispose();

        private static PthFile Write(TrainingState state, IReadOnlyList<StateEntry> velocity) =>
            state.Write(("net", state.Dictionary(velocity, Raw)), ("ema_params", state.Sequence([.. velocity.Reverse()], Mean)));
    }
}

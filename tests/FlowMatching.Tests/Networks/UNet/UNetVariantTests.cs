using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Networks.UNet;

/// <summary>
/// Small networks of every kind against what the published implementation gave (PyTorch 1.13, double precision) for
/// weights and images by the same rule, at times 0.25 and 0.75.
/// </summary>
public sealed class UNetVariantTests
{
    private static readonly SongUNetSpec Song = new() { Channels = 8, Multipliers = [1, 2, 2], Blocks = 1, Attention = [8] };

    private static readonly AdmUNetSpec Adm = new() { Channels = 64, Multipliers = [1, 2, 2], Blocks = 1, Attention = [8] };

    private static readonly UNetShape Small = new()
    {
        Spec = Song,
        Resolution = 16,
        InputChannels = 3,
        OutputChannels = 3,
    };

    [Fact]
    public void Apply_FourierEmbeddingAndResidualContracting_AgreesWithThePublishedImplementation() => Check(
        Small with { Spec = Song with { Embedding = TimeEmbeddingKind.Fourier, TimeMultiplier = 2, Contracting = ContractingKind.Residual, ResampleFilter = [1, 3, 3, 1] } },
        new(82_355, 215, 0.151209789, 33.07182913, [-0.743108405, -0.318235343, -0.505231721, -0.023105099]));

    [Fact]
    public void Apply_SkipContractingAndExpanding_AgreesWithThePublishedImplementation() => Check(
        Small with { Spec = Song with { TimeMultiplier = 2, Contracting = ContractingKind.Skip, Expanding = ExpandingKind.Skip, ResampleFilter = [1, 3, 3, 1] } },
        new(81_993, 224, 0.198034083, 30.07204944, [0.915152865, 0.220432757, 0.534735904, -0.034543739]));

    [Fact]
    public void Apply_ResidualContractingAndSkipExpanding_AgreesWithThePublishedImplementation() => Check(
        Small with { Spec = Song with { Embedding = TimeEmbeddingKind.Fourier, TimeMultiplier = 2, Contracting = ContractingKind.Residual, Expanding = ExpandingKind.Skip } },
        new(83_289, 225, 0.028673741, 43.76351402, [-0.534301979, -0.241476811, -0.970698194, -0.312808896]));

    [Fact]
    public void Apply_Adm_AgreesWithThePublishedImplementation() => Check(Small with { Spec = Adm }, new(5_461_955, 206, 0.364143246, 35.65075777, [0.511560099, 0.406912799, 0.739684614, -0.570802773]));

    private static void Check(UNetShape shape, Published expected)
    {
        var model = new UNetModel(shape);
        Assert.Equal((expected.Parameters, expected.Tensors), (model.ParameterCount, model.Entries.Count));
        var summary = ReferenceRun.Summary(model, [0.25, 0.75]);
        Assert.Equal(expected.Mean, summary.Mean, 1e-5);
        Assert.Equal(expected.Norm, summary.Norm, 1e-4);
        Assert.All(expected.Values, (value, i) => Assert.Equal(value, summary.Values[5 * i], 1e-5));
    }

    private sealed record Published(long Parameters, int Tensors, double Mean, double Norm, double[] Values);
}

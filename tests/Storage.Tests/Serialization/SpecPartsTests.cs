using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Storage.Serialization;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Serialization;

public sealed class SpecPartsTests
{
    private static readonly string Experiment = StorageJson.Write(Sample.Spec());

    public static TheoryData<TrialSpec> Specs => new(
        Sample.Trial(),
        Sample.Trial() with { BatchSize = 3 },
        Sample.Trial() with { Coupling = new IndependentCouplingSpec() },
        new TrialSpec(),
        new TrialSpec { Function = "branin", Arguments = new Dictionary<string, double> { ["b"] = 1e300, ["a"] = 0.1 + 0.2 } });

    [Theory]
    [MemberData(nameof(Specs))]
    public void Whole_OfWhatDiffers_IsTheSpec(TrialSpec spec) =>
        Assert.Equal(StorageJson.Write(spec), StorageJson.Write(SpecParts.Whole(Experiment, SpecParts.Differing(Experiment, spec))));

    [Fact]
    public void Differing_FromAnEqualSpec_IsNothing() => Assert.Equal("{}", SpecParts.Differing(Experiment, Sample.Trial()));

    [Fact]
    public void Differing_FromASpecWithMoreParts_NamesThoseThatAreMissing()
    {
        var parts = SpecParts.Differing(Experiment, new TrialSpec { Function = "branin" });

        Assert.Contains("\"network\":null", parts, StringComparison.Ordinal);
        Assert.Contains("\"function\":\"branin\"", parts, StringComparison.Ordinal);
        Assert.DoesNotContain("\"format\"", parts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{\"iterations\":\"many\"}")]
    public void Whole_OfATextThatIsNoSpec_SaysSo(string parts) =>
        Assert.Throws<StorageException>(() => SpecParts.Whole(Experiment, parts));
}

using FastOde.Bench.Fuzz;

namespace FastOde.Grains.Tests.Specs;

/// <summary>Damaged and random specs and values; bench/Fuzz tries more of the same.</summary>
public sealed class SpecFuzzTests
{
    private const int Inputs = 5000;

    [Theory]
    [InlineData("spec")]
    [InlineData("--set")]
    public void Read_DamagedText_IsReadOrExplainedInOneLineEach(string reader) => SpecTargets.All.Single(target => target.Name == reader).Try(Inputs);
}

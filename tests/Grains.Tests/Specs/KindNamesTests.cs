using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Optimizers;
using FastOde.Grains.Specs;

namespace FastOde.Grains.Tests.Specs;

public sealed class KindNamesTests
{
    [Fact]
    public void EveryKind_OfTheScience_HasOneName()
    {
        Assert.Equal(Enum.GetValues<CouplingKind>(), KindNames.Couplings.Values);
        Assert.Equal(Enum.GetValues<TransportSolver>(), KindNames.TransportSolvers.Values);
        Assert.Equal(Enum.GetValues<PenaltyKind>(), KindNames.Penalties.Values.Where(kinds => kinds.Count == 1).Select(kinds => kinds[0]));
        Assert.Equal(Enum.GetValues<RampScale>(), KindNames.RampScales.Values);
        Assert.Equal(Enum.GetValues<PriorKind>(), KindNames.Priors.Values);
        Assert.Equal(Enum.GetValues<PriorBasis>(), KindNames.PriorBases.Values);
        Assert.Equal(Enum.GetValues<NetworkKind>(), KindNames.Networks.Values);
        Assert.Equal(Enum.GetValues<TimeEmbeddingKind>(), KindNames.Embeddings.Values);
        Assert.Equal(Enum.GetValues<ContractingKind>(), KindNames.Contracting.Values);
        Assert.Equal(Enum.GetValues<ExpandingKind>(), KindNames.Expanding.Values);
        Assert.Equal(Enum.GetValues<Precision>(), KindNames.Precisions.Values);
        Assert.Equal(Enum.GetValues<OptimizerKind>(), KindNames.Optimizers.Values);
    }
}

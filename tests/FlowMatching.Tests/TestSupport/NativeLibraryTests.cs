using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>A plain build must give a libtorch that loads, whatever libstdc++ the machine has.</summary>
public sealed class NativeLibraryTests
{
    [Fact]
    public void Torch_OnThisMachine_Computes()
    {
        using var sum = torch.ones(3).sum();
        Assert.Equal(3f, sum.item<float>());
    }
}

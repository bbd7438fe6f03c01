using FastOde.FlowMatching.Catalogs;
using FastOde.Specs.Losses;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Losses;

/// <summary>How the error of a sample counts. It is found by its spec, which its constructor takes with the data dimension.</summary>
/// <param name="dimension">D, the data dimension.</param>
public abstract class SampleLoss(int dimension)
{
    /// <summary>D, the data dimension.</summary>
    protected int Dimension => dimension;

    /// <summary>The loss that a spec asks for.</summary>
    /// <param name="spec">The loss.</param>
    /// <param name="dimension">D, the data dimension.</param>
    /// <exception cref="NotSupportedException">There is none for it.</exception>
    public static SampleLoss Of(LossSpec spec, int dimension) => Kinds.Create<SampleLoss>(spec, dimension);

    /// <summary>The losses of samples.</summary>
    /// <param name="squares">‖e‖² of each, shape [n, 1].</param>
    /// <returns>The losses and their derivatives with respect to ‖e‖², both of shape [n, 1].</returns>
    public abstract (torch.Tensor Values, torch.Tensor Slopes) Of(torch.Tensor squares);
}

using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Draws each row's noise from its row of the entropically regularized transport plan with squared Euclidean costs and
/// equal masses. A noise may go with several data of a batch and with none; on average each goes with one.
/// </summary>
/// <param name="regularization">ε in units of the batch's mean cost, above 0.</param>
/// <param name="iterations">Most Sinkhorn iterations, at least 1.</param>
internal sealed class SinkhornPairing(double regularization, int iterations) : MinibatchPairing
{
    private SinkhornPlan? plan;

    /// <inheritdoc/>
    public override int[] Pair(torch.Tensor data, torch.Tensor noise, torch.Generator generator)
    {
        var count = (int)data.shape[0];
        if (plan is null || plan.Count != count)
            plan = new SinkhornPlan(count);
        using var scope = torch.NewDisposeScope();
        var costs = SquaredDistances.Between(data, noise).cpu();
        plan.Solve(TensorMemory.Span(costs), regularization, iterations);
        var shares = TensorMemory.Span(torch.rand(count, dtype: torch.float32, device: data.device, generator: generator).cpu());
        var columns = new int[count];
        for (var row = 0; row < count; row++)
            columns[row] = plan.Draw(row, shares[row]);
        return columns;
    }
}

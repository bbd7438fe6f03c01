using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Optimal transport from the whole prior to the training points (Genevay et al., "Stochastic Optimization for Large-scale
/// Optimal Transport", 2016). Each point j has a dual number g_j, and each noise takes the point with the least
/// ½‖noise - point‖² - g_j. Where E min_j(cost_j - g_j) + mean g is greatest, all points are taken equally often. Ascent
/// on it, before the first step of training, adds rate·(1/N - the share of a batch that took j) to each g_j.
/// </summary>
/// <param name="spec">How many points, and how long the ascent is.</param>
/// <param name="problem">Has the prior and the samples.</param>
public sealed class SemidiscreteCoupling(SemidiscreteCouplingSpec spec, CouplingProblem problem) : Coupling
{
    private const double RateHolds = 100;
    private const long MostCosts = 8_000_000;

    private readonly IndependentCoupling draws = new(problem.Prior);
    private torch.Tensor? noise;
    private torch.Tensor? points;
    private torch.Tensor? duals;

    /// <inheritdoc/>
    public override torch.Tensor? Duals => duals;

    /// <inheritdoc/>
    public override void Restore(torch.Tensor stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        duals?.Dispose();
        duals = stored.to(problem.Device.Device).clone().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override void Choose(Span<int> picked, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        points ??= Table(generator);
        noise = Workspace.Like(noise, picked.Length, points.shape[1], points.device);
        duals ??= Learn(points, noise, generator).DetachFromDisposeScope();
        noise.copy_(draws.DrawBatch(noise, generator));
        var cells = Cells(points, Offsets(points, duals), noise).cpu().data<long>();
        for (var i = 0; i < picked.Length; i++)
            picked[i] = (int)cells[i];
    }

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator) =>
        noise ?? throw new InvalidOperationException("The noise chooses its samples before the batch is drawn.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            draws.Dispose();
            foreach (var tensor in new[] { noise, points, duals })
                tensor?.Dispose();
        }

        base.Dispose(disposing);
    }

    private torch.Tensor Table(torch.Generator generator)
    {
        var samples = problem.Samples ?? throw new InvalidOperationException("A semidiscrete coupling needs the training samples.");
        var rows = torch.empty([Math.Min(spec.Points, samples.Count), problem.Shape.Dimension], dtype: torch.float32, device: problem.Device.Device);
        samples.Fill([.. Enumerable.Range(0, (int)rows.shape[0])], rows, generator);
        return rows.DetachFromDisposeScope();
    }

    /// <summary>The ascent; its second half is averaged, since single steps go to and fro.</summary>
    private torch.Tensor Learn(torch.Tensor table, torch.Tensor batch, torch.Generator generator)
    {
        var count = table.shape[0];
        var dual = torch.zeros(count, device: table.device);
        var sum = torch.zeros_like(dual);
        var rate = spec.AscentRate * Spread(table, draws.DrawBatch(batch, generator));
        var averaged = 0;
        for (var step = 0; step < spec.AscentSteps; step++)
        {
            using var scope = torch.NewDisposeScope();
            var cells = Cells(table, Offsets(table, dual), draws.DrawBatch(batch, generator));
            var taken = torch.bincount(cells, minlength: count).to(torch.float32) / batch.shape[0];
            dual.add_(1.0 / count - taken, rate / Math.Sqrt(1 + step / RateHolds));
            if (step < spec.AscentSteps / 2)
                continue;
            sum.add_(dual);
            averaged++;
        }

        return sum / averaged;
    }

    /// <summary>The deviation of a draw's cost between points, a mean over draws.</summary>
    private static double Spread(torch.Tensor table, torch.Tensor some)
    {
        var few = some.narrow(0, 0, Math.Min(some.shape[0], Math.Max(1, MostCosts / table.shape[0])));
        return Math.Max(Costs(table, Offsets(table, torch.zeros(table.shape[0], device: table.device)), few).std(1, unbiased: false).mean().item<float>(), float.Epsilon);
    }

    /// <summary>For each draw the number of the point that it takes, shape [n].</summary>
    private static torch.Tensor Cells(torch.Tensor table, torch.Tensor offsets, torch.Tensor some) =>
        torch.cat([.. some.split(Math.Max(1, MostCosts / table.shape[0])).Select(part => Costs(table, offsets, part).argmin(1))]);

    /// <summary>½‖point‖² - g: with the noise's own square left out, which is the same for all points.</summary>
    private static torch.Tensor Offsets(torch.Tensor table, torch.Tensor dual) => table.square().sum(1) / 2 - dual;

    private static torch.Tensor Costs(torch.Tensor table, torch.Tensor offsets, torch.Tensor some) => torch.addmm(offsets, some, table.t(), beta: 1, alpha: -1);
}

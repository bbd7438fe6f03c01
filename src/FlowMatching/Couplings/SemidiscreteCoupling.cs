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

    private readonly IndependentCoupling draws = new(problem.Prior);
    private torch.Tensor? noise;
    private torch.Tensor? points;
    private torch.Tensor? duals;
    private ITransportCells? cells;

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
        cells ??= problem.Device.Create(new TransportCellsComputation(points));
        noise = Workspace.Like(noise, picked.Length, points.shape[1], points.device);
        duals ??= Learn(cells, points, noise, generator).DetachFromDisposeScope();
        noise.copy_(draws.DrawBatch(noise, generator));
        var taken = cells.Of(noise, duals).cpu().data<long>();
        for (var i = 0; i < picked.Length; i++)
            picked[i] = (int)taken[i];
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
            cells?.Dispose();
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
    private torch.Tensor Learn(ITransportCells places, torch.Tensor table, torch.Tensor batch, torch.Generator generator)
    {
        var count = table.shape[0];
        var dual = torch.zeros(count, device: table.device);
        var sum = torch.zeros_like(dual);

        // A point of N is taken N times as seldom, by a share that varies by the root of that.
        var rate = spec.AscentRate * Math.Sqrt(count) * Spread(table, draws.DrawBatch(batch, generator));
        var averaged = 0;
        for (var step = 0; step < spec.AscentSteps; step++)
        {
            using var scope = torch.NewDisposeScope();
            var taken = torch.bincount(places.Of(draws.DrawBatch(batch, generator), dual), minlength: count).to(torch.float32) / batch.shape[0];
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
        var few = some.narrow(0, 0, Math.Min(some.shape[0], TensorTransportCells.MostDraws(table)));
        return Math.Max(TensorTransportCells.Costs(table, few, torch.zeros(table.shape[0], device: table.device)).std(1, unbiased: false).mean().item<float>(), float.Epsilon);
    }
}

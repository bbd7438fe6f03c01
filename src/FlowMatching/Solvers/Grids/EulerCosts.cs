using System.Collections.Concurrent;
using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>
/// What an Euler step between any two of many times costs: the mean squared distance between its end and the flow's, in
/// units of the variance of the points there. A small error of few, widely spread points counts like a large error of
/// points far apart, since the flow carries both on alike.
/// </summary>
public sealed class EulerCosts
{
    /// <summary>Equal intervals between the times.</summary>
    public const int Intervals = 200;

    private const int MostPoints = 256;

    private readonly double[] times;
    private readonly double[,] costs;
    private readonly ConcurrentDictionary<int, double[]> found = [];

    private EulerCosts(double[] times, double[,] costs) => (this.times, this.costs) = (times, costs);

    /// <summary>Measures along the trajectories of at most the first 256 points by Heun's method, without recording gradients.</summary>
    /// <param name="field">The velocity field.</param>
    /// <param name="start">Points at time <paramref name="from"/>, shape [n, dimension…].</param>
    /// <param name="from">The start time.</param>
    /// <param name="to">The end time; the field is not evaluated there, since not every path has a velocity at its smallest time.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    public static EulerCosts Measure(IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(start);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        using var trajectory = new FixedStepIntegrator(SolverCatalog.Solvers.Find("heun"), Intervals)
            .Trace(field, start.narrow(0, 0, Math.Min(MostPoints, start.shape[0])), from, to, cancellationToken);
        var states = trajectory.States.to(torch.float64).flatten(2);
        var spread = (states - states.mean([1], keepdim: true)).square().mean([1, 2]);
        var costs = new double[Intervals + 1, Intervals + 1];
        for (var i = 0; i < Intervals; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var row = torch.NewDisposeScope();
            using var time = torch.full([states.shape[1], 1], trajectory.Times[i], dtype: trajectory.States.dtype, device: start.device);
            var velocity = field.Velocity(trajectory.States[i].contiguous(), time).to(torch.float64).flatten(1);
            var lengths = torch.tensor(trajectory.Times.Skip(i + 1).Select(end => end - trajectory.Times[i]).ToArray(), device: start.device).view(-1, 1, 1);
            var misses = (states[i] + lengths * velocity - states.narrow(0, i + 1, Intervals - i)).square().mean([1, 2]) / spread.narrow(0, i + 1, Intervals - i);
            var values = misses.cpu().data<double>().ToArray();
            for (var j = 0; j < values.Length; j++)
                costs[i, i + 1 + j] = values[j];
        }

        return new EulerCosts([.. trajectory.Times], costs);
    }

    /// <summary>The end of a step of the best grid, whichever way that is gone.</summary>
    /// <param name="index">Which step, from 0 for the start.</param>
    /// <param name="steps">The step count, at least 1 and at most <see cref="Intervals"/>.</param>
    /// <param name="from">The start time.</param>
    /// <param name="to">The end time.</param>
    public double TimeAt(int index, int steps, double from, double to) =>
        Best(steps)[(times[^1] - times[0]) * (to - from) > 0 ? index : steps - index];

    /// <summary>The times at which steps meet so that the sum of their costs is least, by dynamic programming.</summary>
    /// <param name="steps">The step count, at least 1 and at most <see cref="Intervals"/>.</param>
    /// <returns>steps + 1 times, both ends among them.</returns>
    public IReadOnlyList<double> Best(int steps) => found.GetOrAdd(steps, Fit);

    private double[] Fit(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, Intervals);
        var sums = new double[steps + 1, Intervals + 1];
        var before = new int[steps + 1, Intervals + 1];
        for (var step = 0; step <= steps; step++)
        {
            for (var end = 0; end <= Intervals; end++)
                (sums[step, end], before[step, end]) = step == 0 ? (end == 0 ? 0 : double.PositiveInfinity, 0) : Least(sums, step - 1, end);
        }

        var best = new double[steps + 1];
        for (int step = steps, at = Intervals; step >= 0; at = before[step, at], step--)
            best[step] = times[at];
        return best;
    }

    /// <summary>The least sum of one step more that ends at a time, and where that step begins.</summary>
    private (double Sum, int Begin) Least(double[,] sums, int step, int end)
    {
        var best = (Sum: double.PositiveInfinity, Begin: 0);
        for (var begin = step; begin < end; begin++)
        {
            var sum = sums[step, begin] + costs[begin, end];
            if (sum < best.Sum)
                best = (sum, begin);
        }

        return best;
    }
}

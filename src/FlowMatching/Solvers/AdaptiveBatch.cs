using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>The samples that are still on their way: states, slopes and clocks, row by row.</summary>
internal sealed class AdaptiveBatch
{
    private readonly ButcherTableau tableau;
    private readonly Tolerance tolerance;
    private readonly IVelocityField field;
    private readonly double from;
    private readonly double to;
    private SampleClock[] clocks;
    private torch.Tensor state;
    private torch.Tensor slope;

    /// <summary>Evaluates the slopes at the start: one call of the field.</summary>
    public AdaptiveBatch(ButcherTableau tableau, Tolerance tolerance, IVelocityField field, torch.Tensor start, double from, double to)
    {
        this.tableau = tableau;
        this.tolerance = tolerance;
        this.field = field;
        this.from = from;
        this.to = to;
        clocks = [.. Enumerable.Range(0, (int)start.shape[0]).Select(row => new SampleClock { Row = row, Time = from, Step = 0 })];
        state = start.clone();
        slope = field.Velocity(state, PerRow(Times(0, _ => to)));
    }

    /// <summary>The samples still on their way.</summary>
    public int Count => clocks.Length;

    /// <summary>The clocks of the samples still on their way.</summary>
    public IReadOnlyList<SampleClock> Clocks => clocks;

    /// <summary>Gives every sample its first step size: one more call of the field.</summary>
    /// <returns>Every sample's clock, which goes on counting after the sample has left.</returns>
    public SampleClock[] Start(StepSizeController controller)
    {
        using var scope = torch.NewDisposeScope();
        var interval = Math.Abs(to - from);
        var scale = Scale(state, state);
        var size = Norms(state / scale);
        var speed = Norms(slope / scale);
        double[] probes = [.. size.Zip(speed, (x, v) => StepSizeController.Probe(x, v, interval))];
        var ends = probes.Select(probe => from + Math.CopySign(probe, to - from)).ToArray();
        var probed = state + slope * Spread(PerRow([.. ends.Select(end => end - from)]));
        var bend = Norms((field.Velocity(probed, PerRow(ends)) - slope) / scale);
        for (var i = 0; i < clocks.Length; i++)
            clocks[i].Step = controller.FirstStep(probes[i], speed[i], bend[i] / probes[i], interval);

        return clocks;
    }

    /// <summary>Lets every sample attempt one step; those that arrive are written to their rows of <paramref name="end"/>.</summary>
    public void Attempt(StepSizeController controller, torch.Tensor end)
    {
        using var scope = torch.NewDisposeScope();
        double[] ends = [.. clocks.Select(EndOfStep)];
        var step = Spread(PerRow([.. clocks.Zip(ends, (clock, stop) => stop - clock.Time)]));
        var (next, nextSlope, error) = Step(step, row => ends[row]);
        var errors = Norms(error / Scale(state, next));

        var accepted = clocks.Select((clock, i) => clock.Book(errors[i], ends[i], controller)).ToArray();
        var mask = Spread(torch.tensor(accepted, device: state.device));
        next = torch.where(mask, next, state);
        nextSlope = torch.where(mask, nextSlope, slope);

        var arrived = Rows(clock => clock.Time == to);
        if (arrived.Length > 0)
        {
            var rows = torch.tensor(arrived.Select(i => (long)clocks[i].Row).ToArray(), device: state.device);
            end.index_copy_(0, rows, next.index_select(0, Index(arrived)));
            var remaining = Rows(clock => clock.Time != to);
            next = next.index_select(0, Index(remaining));
            nextSlope = nextSlope.index_select(0, Index(remaining));
            clocks = [.. remaining.Select(i => clocks[i])];
        }

        state.Dispose();
        slope.Dispose();
        state = next.MoveToOuterDisposeScope();
        slope = nextSlope.MoveToOuterDisposeScope();
    }

    private (torch.Tensor Next, torch.Tensor NextSlope, torch.Tensor Error) Step(torch.Tensor step, Func<int, double> end)
    {
        var slopes = new torch.Tensor[tableau.Stages];
        slopes[0] = slope;
        var point = state;
        for (var i = 1; i < slopes.Length; i++)
        {
            point = state + Sum(slopes, tableau.Coefficients[i]) * step;
            slopes[i] = field.Velocity(point, PerRow(Times(tableau.Nodes[i], end)));
        }

        var difference = tableau.Weights.Zip(tableau.EmbeddedWeights!, (weight, embedded) => weight - embedded).ToArray();
        var error = Sum(slopes, difference) * step;
        if (tableau.FirstSameAsLast)
            return (point, slopes[^1], error);

        var next = state + Sum(slopes, tableau.Weights) * step;
        return (next, field.Velocity(next, PerRow(Times(1, end))), error);
    }

    private static torch.Tensor Sum(torch.Tensor[] slopes, IReadOnlyList<double> factors)
    {
        var sum = slopes[0] * factors[0];
        for (var j = 1; j < factors.Count; j++)
        {
            if (factors[j] != 0)
                sum.add_(slopes[j], factors[j]);
        }

        return sum;
    }

    private double EndOfStep(SampleClock clock) =>
        clock.Step >= Math.Abs(to - clock.Time) ? to : clock.Time + Math.CopySign(clock.Step, to - from);

    private double[] Times(double node, Func<int, double> end) =>
        [.. clocks.Select((clock, row) => node == 1 ? end(row) : clock.Time + node * (end(row) - clock.Time))];

    private torch.Tensor Scale(torch.Tensor first, torch.Tensor second) =>
        torch.maximum(first.abs(), second.abs()).mul_(tolerance.Relative).add_(tolerance.Absolute);

    private static double[] Norms(torch.Tensor values) =>
        [.. values.flatten(1).square().mean([1]).sqrt().to(torch.float64).cpu().data<double>()];

    private torch.Tensor PerRow(double[] values) =>
        torch.tensor(values).to(state.dtype).to(state.device).unsqueeze(1);

    /// <summary>Reshapes one value a row so that it multiplies every dimension of the row.</summary>
    private torch.Tensor Spread(torch.Tensor perRow) =>
        perRow.reshape([perRow.shape[0], .. Enumerable.Repeat(1L, (int)state.dim() - 1)]);

    private int[] Rows(Func<SampleClock, bool> condition) =>
        [.. Enumerable.Range(0, clocks.Length).Where(row => condition(clocks[row]))];

    private torch.Tensor Index(int[] rows) =>
        torch.tensor(rows.Select(row => (long)row).ToArray(), device: state.device);
}

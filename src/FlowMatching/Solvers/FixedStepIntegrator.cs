using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Takes a given number of equal steps of any Runge–Kutta method.</summary>
public sealed class FixedStepIntegrator : Integrator
{
    private readonly SolverMethod method;
    private readonly int steps;

    /// <summary>Prepares a number of steps of a method.</summary>
    /// <param name="method">The method; an embedded error estimate is ignored.</param>
    /// <param name="steps">The step count, at least 1.</param>
    public FixedStepIntegrator(SolverMethod method, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        this.method = method;
        this.steps = steps;
    }

    /// <inheritdoc/>
    public override IntegrationResult Integrate(
        IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default)
    {
        Check(start, from, to);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var counter = new CountingVelocityField(field);
        var state = start.clone();
        var slope = torch.empty_like(state);
        Follow(counter, state, TimeGrid(from, to), _ => slope, _ => { }, cancellationToken);
        return new IntegrationResult
        {
            End = state.MoveToOuterDisposeScope(),
            StepCount = steps,
            Nfe = counter.Calls,
            MeanStepCount = steps,
            MeanNfe = counter.Calls,
        };
    }

    /// <summary>
    /// As <see cref="Integrate"/>, with every state and slope kept, for curvature and pictures; the end is the same to
    /// the last bit. Memory is 2·steps + 1 times the batch.
    /// </summary>
    /// <inheritdoc cref="Integrate"/>
    public Trajectory Trace(
        IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default)
    {
        Check(start, from, to);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var counter = new CountingVelocityField(field);
        var times = TimeGrid(from, to);
        var state = start.clone();
        var states = torch.empty([steps + 1, .. start.shape], dtype: start.dtype, device: start.device);
        var slopes = torch.empty([steps, .. start.shape], dtype: start.dtype, device: start.device);
        states.select(0, 0).copy_(state);
        Follow(
            counter,
            state,
            times,
            step => slopes.select(0, step),
            step => states.select(0, step + 1).copy_(state),
            cancellationToken);
        return new Trajectory
        {
            Times = times,
            States = states.MoveToOuterDisposeScope(),
            Slopes = slopes.MoveToOuterDisposeScope(),
            Nfe = counter.Calls,
        };
    }

    private double[] TimeGrid(double from, double to)
    {
        var times = new double[steps + 1];
        for (var i = 0; i < steps; i++)
        {
            times[i] = from + (to - from) * i / steps;
        }

        times[steps] = to;
        return times;
    }

    private void Follow(
        CountingVelocityField field,
        torch.Tensor state,
        double[] times,
        Func<int, torch.Tensor> slopeOf,
        Action<int> afterStep,
        CancellationToken cancellationToken)
    {
        var stage = torch.empty_like(state);
        var time = torch.empty([state.shape[0], 1], dtype: state.dtype, device: state.device);
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var tableau = step == steps - 1 ? method.LastStep ?? method.Tableau : method.Tableau;
            var slope = slopeOf(step);
            Slope(tableau, field, state, stage, time, slope, times[step], times[step + 1]);
            state.add_(slope, times[step + 1] - times[step]);
            afterStep(step);
        }
    }

    private static void Slope(
        ButcherTableau tableau,
        CountingVelocityField field,
        torch.Tensor state,
        torch.Tensor stage,
        torch.Tensor time,
        torch.Tensor slope,
        double from,
        double to)
    {
        var slopes = new torch.Tensor[tableau.SolutionStages];
        slope.zero_();
        for (var i = 0; i < slopes.Length; i++)
        {
            stage.copy_(state);
            for (var j = 0; j < i; j++)
            {
                Accumulate(stage, slopes[j], (to - from) * tableau.Coefficients[i][j]);
            }

            // Exactly the end for c = 1: rounding must not carry a time outside [0, 1].
            time.fill_(tableau.Nodes[i] == 1 ? to : from + (to - from) * tableau.Nodes[i]);
            slopes[i] = field.Velocity(stage, time);
            Accumulate(slope, slopes[i], tableau.Weights[i]);
        }
    }

    private static void Accumulate(torch.Tensor sum, torch.Tensor term, double factor)
    {
        if (factor != 0)
        {
            sum.add_(term, factor);
        }
    }
}

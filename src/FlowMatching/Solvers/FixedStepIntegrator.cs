using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// Takes a given number of steps of any solver along its time grid. Each integration of a stochastic solver draws noise of
/// its own, a function of seed and number, so that batches differ and a new integrator repeats them all.
/// </summary>
public sealed class FixedStepIntegrator : Integrator
{
    private readonly SolverChoice choice;
    private readonly int steps;
    private readonly SamplingProcess process;
    private long integrations;

    /// <summary>Prepares a number of steps of a solver.</summary>
    /// <param name="choice">The solver and its time grid; an embedded error estimate is ignored.</param>
    /// <param name="steps">The step count, at least 1.</param>
    /// <param name="process">What solver and grid may know beside the velocity.</param>
    public FixedStepIntegrator(SolverChoice choice, int steps, SamplingProcess? process = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        this.choice = choice;
        this.steps = steps;
        this.process = process ?? new();
    }

    /// <summary>Prepares the steps of a setting.</summary>
    /// <param name="setting">A solver with fixed steps and its evaluations.</param>
    /// <param name="process">What solver and grid may know beside the velocity.</param>
    public FixedStepIntegrator(SolverSetting setting, SamplingProcess? process = null)
        : this(setting.Choice, SolverBudget.Steps(setting.Method, (int)setting.Number), process)
    {
    }

    /// <summary>Prepares a number of equal steps of a solver.</summary>
    /// <param name="method">The solver; an embedded error estimate is ignored.</param>
    /// <param name="steps">The step count, at least 1.</param>
    public FixedStepIntegrator(SolverMethod method, int steps)
        : this(SolverChoice.Uniform(method), steps)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="SettingValueException">The solver needs a flow map, and there is none or none of so many steps.</exception>
    public override IntegrationResult Integrate(
        IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default)
    {
        Check(start, from, to);
        CheckMap(field);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var counter = new CountingVelocityField(field);
        var state = start.clone();
        var slope = torch.empty_like(state);
        Follow(counter, state, Times(field, start, from, to, cancellationToken), _ => slope, _ => { }, cancellationToken);
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
        CheckMap(field);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var counter = new CountingVelocityField(field);
        var times = Times(field, start, from, to, cancellationToken);
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

    private void CheckMap(IVelocityField field)
    {
        if (!choice.Method.NeedsFlowMap)
            return;
        if (field.Map is not { } map)
            throw new SettingValueException($"{choice.Name} follows a flow map, and this trial learned none; use a solver such as heun, or train by a method that learns one, such as improved-mean-flow.");
        if (steps > map.MostSteps)
            throw new SettingValueException($"{choice.Name} would take {steps} steps of a flow map that was trained on {map.MostSteps} at the most; use {choice.Name}-{map.MostSteps} or fewer.");
    }

    private IReadOnlyList<double> Times(IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken) =>
        choice.Grid.Times(steps, from, to, process.Measured([choice.Grid], field, start, from, to, cancellationToken));

    private void Follow(
        CountingVelocityField field,
        torch.Tensor state,
        IReadOnlyList<double> times,
        Func<int, torch.Tensor> slopeOf,
        Action<int> afterStep,
        CancellationToken cancellationToken)
    {
        var seed = unchecked((long)SeedMixer.Mix(process.Seed, integrations++));
        var stepper = choice.Method.CreateStepper(process with { Seed = seed }, state);
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var span = new StepSpan(times[step], times[step + 1], step == steps - 1);
            var slope = slopeOf(step);
            stepper.Slope(field, state, span, slope);
            state.add_(slope, span.Length);
            afterStep(step);
        }
    }
}

using System.Globalization;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// Integrates each sample of a batch with steps of its own: a sample's step is accepted or rejected by that sample's
/// error alone, so its result does not depend on its neighbours, and a sample that has arrived leaves the batch.
/// </summary>
public sealed class AdaptiveIntegrator : Integrator
{
    private readonly RungeKuttaMethod method;
    private readonly Tolerance tolerance;
    private readonly int maximumAttempts;
    private readonly StepSizeController controller;

    /// <summary>Prepares a method with a tolerance.</summary>
    /// <param name="method">A method with an embedded error estimate.</param>
    /// <param name="tolerance">The local error that is allowed.</param>
    /// <param name="maximumAttempts">How many attempted steps of one sample count as not getting anywhere.</param>
    /// <exception cref="InvalidSettingException">The method has no error estimate, or the tolerance is not positive.</exception>
    public AdaptiveIntegrator(SolverMethod method, Tolerance tolerance, int maximumAttempts = 10_000)
    {
        if (method is not RungeKuttaMethod { IsAdaptive: true } adaptive)
            throw new SettingValueException($"{method.Name} estimates no error and takes fixed steps only; choose dopri5 for adaptive ones.");

        if (!(tolerance.Relative > 0 && tolerance.Absolute > 0))
            throw new SettingValueException($"The tolerance of {method.Name} is {tolerance}; both parts must be positive.");

        this.method = adaptive;
        this.tolerance = tolerance;
        this.maximumAttempts = maximumAttempts;
        controller = new(Math.Min(adaptive.Tableau.Order, adaptive.Tableau.EmbeddedOrder));
    }

    /// <inheritdoc/>
    /// <exception cref="IntegrationException">A sample's steps became too small or too many.</exception>
    /// <exception cref="InvalidSettingException">The tolerance is finer than the start's number type can tell.</exception>
    public override IntegrationResult Integrate(
        IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default)
    {
        Check(start, from, to);
        RefuseToleranceBelowRounding(start.dtype);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var counter = new CountingVelocityField(field);
        var end = start.clone();
        SampleClock[] clocks = [];
        if (from != to)
        {
            var batch = new AdaptiveBatch(method.Tableau, tolerance, counter, start, from, to);
            clocks = batch.Start(controller);
            while (batch.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                batch.Attempt(controller, end);
                RefuseEndlessSteps(batch.Clocks, from, to);
            }
        }

        var samples = start.shape[0];
        return new IntegrationResult
        {
            End = end.MoveToOuterDisposeScope(),
            StepCount = clocks.Select(clock => clock.Accepted).DefaultIfEmpty().Max(),
            Nfe = counter.Calls,
            MeanStepCount = clocks.Select(clock => (double)clock.Accepted).DefaultIfEmpty().Average(),
            MeanNfe = (double)counter.Points / samples,
            RejectedSteps = clocks.Sum(clock => clock.Rejected),
        };
    }

    private void RefuseToleranceBelowRounding(torch.ScalarType type)
    {
        var smallest = 4 * (type == torch.ScalarType.Float64 ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1f) - 1);
        if (tolerance.Relative < smallest)
        {
            throw new SettingValueException(string.Create(
                CultureInfo.InvariantCulture,
                $"The tolerance {tolerance.Relative:g} of {method.Name} is below the rounding of {type} numbers; the smallest is {smallest:0.0e-0}."));
        }
    }

    private void RefuseEndlessSteps(IReadOnlyList<SampleClock> clocks, double from, double to)
    {
        var smallest = 16 * (Math.BitIncrement(Math.Max(Math.Abs(from), Math.Abs(to))) - Math.Max(Math.Abs(from), Math.Abs(to)));
        var stuck = clocks.FirstOrDefault(clock => !(clock.Step >= smallest) || clock.Accepted + clock.Rejected >= maximumAttempts);
        if (stuck is not null)
        {
            throw new IntegrationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{method.Name} cannot carry sample {stuck.Row} past t = {stuck.Time:g6}: after {stuck.Accepted} steps and {stuck.Rejected} rejections the next would be {stuck.Step:g3} long. The velocity jumps or is not finite there, or the tolerance is too small; try a larger one or a fixed-step solver."));
        }
    }
}

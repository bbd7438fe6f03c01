namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// Chooses step sizes from error estimates, one sample at a time (Hairer, Nørsett and Wanner, "Solving Ordinary
/// Differential Equations I", ch. II.4). An error of 1 is exactly the tolerance.
/// </summary>
/// <param name="errorOrder">The order of the less accurate of the two compared solutions.</param>
public sealed class StepSizeController(int errorOrder)
{
    private const double Safety = 0.9;
    private const double SmallestFactor = 0.2;
    private const double LargestFactor = 10;

    private readonly double exponent = 1.0 / (errorOrder + 1);

    /// <summary>A first guess: the step in which the solution would change by a hundredth of its size.</summary>
    /// <param name="size">The start's norm in units of the tolerance.</param>
    /// <param name="speed">The velocity's norm there in the same units.</param>
    /// <param name="interval">The length of the whole interval; no step is longer.</param>
    public static double Probe(double size, double speed, double interval) =>
        Math.Min(size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed, interval);

    /// <summary>The first step, once the velocity at the end of the probe is known.</summary>
    /// <param name="probe">The step that <see cref="Probe"/> gave.</param>
    /// <param name="speed">The velocity's norm at the start in units of the tolerance.</param>
    /// <param name="bend">The norm of the velocity's change over the probe, divided by the probe.</param>
    /// <param name="interval">The length of the whole interval; no step is longer.</param>
    public double FirstStep(double probe, double speed, double bend, double interval)
    {
        var fastest = Math.Max(speed, bend);
        var step = fastest <= 1e-15 ? Math.Max(1e-6, probe * 1e-3) : Math.Pow(0.01 / fastest, exponent);
        return Math.Min(Math.Min(100 * probe, step), interval);
    }

    /// <summary>By how much the next step is longer after an accepted one; after a rejection it does not grow.</summary>
    /// <param name="error">The accepted step's error, below 1.</param>
    /// <param name="afterRejection">Whether the attempt before was rejected.</param>
    public double Growth(double error, bool afterRejection)
    {
        var factor = error == 0 ? LargestFactor : Math.Min(LargestFactor, Safety * Math.Pow(error, -exponent));
        return afterRejection ? Math.Min(1, factor) : factor;
    }

    /// <summary>By how much the step shrinks after a rejected attempt.</summary>
    /// <param name="error">The attempt's error, 1 or more, or not finite.</param>
    public double Shrinkage(double error) =>
        double.IsFinite(error) ? Math.Max(SmallestFactor, Safety * Math.Pow(error, -exponent)) : SmallestFactor;
}

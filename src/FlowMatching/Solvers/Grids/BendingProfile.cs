using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>
/// How fast the velocity of trajectories changes along their way: the root mean square of dv/dt over a batch and its
/// dimensions, by time. That is what curvature accumulates from and what the error of a step grows with, while the
/// distance from the straight velocity, which curvature profiles show, is also large where nothing changes.
/// </summary>
public sealed class BendingProfile
{
    /// <summary>Uniform Euler steps of a measurement, each one evaluation.</summary>
    public const int Steps = 100;

    private const int MostPoints = 512;

    private readonly double from;
    private readonly double to;
    private readonly double[] cumulative;
    private readonly Lazy<BendingProfile> root;

    /// <summary>A profile that is known.</summary>
    /// <param name="from">The time at which the first interval starts.</param>
    /// <param name="to">The time at which the last interval ends.</param>
    /// <param name="rates">The rate of change in intervals of equal length, in the order of integration; none negative, at least one.</param>
    public BendingProfile(double from, double to, IReadOnlyList<double> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentOutOfRangeException.ThrowIfZero(rates.Count);
        (this.from, this.to) = (from, to);
        Rates = rates;
        root = new(() => new BendingProfile(from, to, [.. Rates.Select(Math.Sqrt)]));
        cumulative = new double[rates.Count + 1];
        for (var i = 0; i < rates.Count; i++)
            cumulative[i + 1] = cumulative[i] + rates[i];
    }

    /// <summary>The rate of change in intervals of equal length, in the order of integration.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The profile with the square roots of the rates.</summary>
    public BendingProfile Root => root.Value;

    /// <summary>Measures by <see cref="Steps"/> uniform Euler steps of at most the first 512 points, without recording gradients.</summary>
    /// <param name="field">The velocity field.</param>
    /// <param name="start">Points at time <paramref name="from"/>, shape [n, dimension…].</param>
    /// <param name="from">The start time.</param>
    /// <param name="to">The end time; the field is not evaluated there, since not every path has a velocity at its smallest time.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    public static BendingProfile Measure(
        IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(start);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var state = start.narrow(0, 0, Math.Min(MostPoints, start.shape[0])).clone();
        var time = torch.empty([state.shape[0], 1], dtype: state.dtype, device: state.device);
        var length = (to - from) / Steps;
        var rates = new double[Steps];
        var before = torch.zeros_like(state);
        for (var step = 0; step < Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var stepScope = torch.NewDisposeScope();
            var slope = field.Velocity(state, time.fill_(from + length * step));
            if (step > 0)
                rates[step - 1] = (slope - before).to(torch.float64).square().mean().sqrt().item<double>() / Math.Abs(length);

            before.copy_(slope);
            state.add_(slope, length);
        }

        rates[Steps - 1] = rates[Steps - 2];
        return new(from, to, rates);
    }

    /// <summary>
    /// The time between two ends of a trajectory at which a share of its whole bending is behind; where there is none at
    /// all, or it is not a number, the time at which that share of the way is.
    /// </summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="start">The start time, within the profile.</param>
    /// <param name="end">The end time, within the profile; either may be the later one.</param>
    public double TimeAt(double share, double start, double end)
    {
        var (first, last) = (BendingUntil(start), BendingUntil(end));
        var wanted = first + (last - first) * share;
        if (first == last || !double.IsFinite(wanted))
            return start + (end - start) * share;

        var interval = Array.FindLastIndex(cumulative, Rates.Count - 1, bending => bending <= wanted);
        var part = Rates[interval] > 0 ? (wanted - cumulative[interval]) / Rates[interval] : 0;
        return from + (to - from) * (interval + Math.Min(1, part)) / Rates.Count;
    }

    /// <summary>The bending from the profile's start until a time.</summary>
    private double BendingUntil(double time)
    {
        var place = Math.Clamp((time - from) / (to - from), 0, 1) * Rates.Count;
        var interval = Math.Min((int)place, Rates.Count - 1);
        return cumulative[interval] + (place - interval) * Rates[interval];
    }
}

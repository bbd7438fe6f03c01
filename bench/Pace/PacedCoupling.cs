using FastOde.FlowMatching.Couplings;
using TorchSharp;

namespace FastOde.Bench.Pace;

/// <summary>Waits for the next beat and draws. Its penalty is the time of that, in ms since 1970, and has no weight.</summary>
/// <param name="spec">How often.</param>
/// <param name="problem">Has the prior.</param>
public sealed class PacedCoupling(PacedCouplingSpec spec, CouplingProblem problem) : Coupling
{
    private readonly IndependentCoupling draws = new(problem.Prior);
    private readonly double[] penalties = [0];
    private double next = Now();

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Penalties => penalties;

    /// <inheritdoc/>
    public override IReadOnlyList<string> PenaltyKinds { get; } = ["clock"];

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        next += spec.Milliseconds;
        if (next > Now())
            Thread.Sleep(TimeSpan.FromMilliseconds(next - Now()));
        else
            next = Now();
        penalties[0] = Now();
        return draws.DrawBatch(data, generator);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            draws.Dispose();
        base.Dispose(disposing);
    }

    private static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}

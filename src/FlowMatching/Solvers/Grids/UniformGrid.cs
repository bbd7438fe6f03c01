namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>Equal steps, what a solver named without a grid takes.</summary>
public sealed record UniformGrid() : TimeGrid(SpecName)
{
    /// <summary>The spec name.</summary>
    public const string SpecName = "uniform";

    /// <inheritdoc/>
    protected override double Boundary(int index, int steps, double from, double to, SamplingProcess process) =>
        from + (to - from) * index / steps;
}

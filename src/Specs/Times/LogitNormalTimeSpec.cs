using FastOde.Specs.Keys;

namespace FastOde.Specs.Times;

/// <summary>ln(t/(1-t)) is normal: the middle of the way is seen most (Esser et al., 2024, eq. 19).</summary>
[Kind("logit-normal", Place = 2)]
public sealed record LogitNormalTimeSpec : TimeSpec
{
    /// <summary>Mean of ln(t/(1-t)); above 0 times lie nearer to noise.</summary>
    [Number(-20, 20)]
    public double Mean { get; init; }

    /// <summary>Standard deviation of ln(t/(1-t)).</summary>
    [Number(0, 20, AboveMin = true)]
    public double Deviation { get; init; } = 1;
}

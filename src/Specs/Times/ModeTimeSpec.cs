using FastOde.Specs.Keys;

namespace FastOde.Specs.Times;

/// <summary>t = 1 - u - scale·(cos²(πu/2) - 1 + u) for uniform u (Esser et al., 2024, eq. 20).</summary>
[Kind("mode", Place = 4)]
public sealed record ModeTimeSpec : TimeSpec
{
    /// <summary>Above 0 the middle of the way is seen most, below 0 the ends; at 0 the law is uniform. The range is that in which t falls with u.</summary>
    [Number(-1, 1.75)]
    public double Scale { get; init; } = 1.29;
}

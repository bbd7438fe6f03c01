using FastOde.Specs.Keys;
using FastOde.Specs.Teachers;

namespace FastOde.Specs.Couplings;

/// <summary>Noise and data are the two ends of a teacher's trajectories.</summary>
[Kind("reflow", Place = 4)]
public sealed record ReflowCouplingSpec : CouplingSpec, ITaught
{
    /// <inheritdoc/>
    [Inline]
    public TeacherSpec Teaching { get; init; } = new();
}

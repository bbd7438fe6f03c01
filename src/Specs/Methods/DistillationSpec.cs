using FastOde.Specs.Keys;
using FastOde.Specs.Teachers;

namespace FastOde.Specs.Methods;

/// <summary>The network learns at time 1 alone, from pairs that a teacher's flow makes, to go in one Euler step where the teacher's many go.</summary>
[Kind("distillation", Place = 2)]
public sealed record DistillationSpec : MethodSpec, ITaught
{
    /// <inheritdoc/>
    public override bool DrawsTimes => false;

    /// <inheritdoc/>
    [Inline]
    public TeacherSpec Teaching { get; init; } = new();
}

using FastOde.FlowMatching.Networks;

namespace FastOde.FlowMatching.Optimizers;

/// <summary>The arithmetic of an optimizer over a whole arena.</summary>
internal interface IArenaUpdate
{
    /// <summary>The sum of the squared gradients.</summary>
    double SquaredNorm(ParameterArena arena);

    /// <summary>One step of Adam or AdamW.</summary>
    void Adam(in AdamCoefficients coefficients, ParameterArena arena);

    /// <summary>average ← average + share·(values - average); the arena keeps an average.</summary>
    void MoveAverage(float share, ParameterArena arena);
}

namespace FastOde.FlowMatching.Optimizers;

/// <summary>The numbers of one Adam step, the same for every parameter.</summary>
internal readonly record struct AdamCoefficients
{
    /// <summary>Factor on the gradients; below 1 when they are clipped.</summary>
    public required float GradientScale { get; init; }

    /// <summary>L2 penalty added to the gradient (Adam); 0 for AdamW.</summary>
    public required float GradientDecay { get; init; }

    /// <summary>Factor on the values before the step: 1 - rate·decay for AdamW, 1 for Adam.</summary>
    public required float ValueScale { get; init; }

    /// <summary>β₁, decay of the first moment.</summary>
    public required float Beta1 { get; init; }

    /// <summary>1 - β₁, rounded once.</summary>
    public required float OneMinusBeta1 { get; init; }

    /// <summary>β₂, decay of the second moment.</summary>
    public required float Beta2 { get; init; }

    /// <summary>1 - β₂, rounded once.</summary>
    public required float OneMinusBeta2 { get; init; }

    /// <summary>√(1 - β₂^step), the bias correction of the root of the second moment.</summary>
    public required float RootCorrection { get; init; }

    /// <summary>Learning rate / (1 - β₁^step).</summary>
    public required float StepSize { get; init; }

    /// <summary>Added to the denominator.</summary>
    public required float Epsilon { get; init; }
}

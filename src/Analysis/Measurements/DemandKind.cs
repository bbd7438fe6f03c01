namespace FastOde.Analysis.Measurements;

/// <summary>How a <see cref="Demand"/> bounds a cell.</summary>
public enum DemandKind
{
    /// <summary>At most a number.</summary>
    AtMost,

    /// <summary>At least a number.</summary>
    AtLeast,

    /// <summary>No worse than the best of all trials by more than a part of it.</summary>
    NearBest,
}

namespace FastOde.FlowMatching.Networks.Inception;

/// <summary>What a branch pools before its convolutions, in windows of 3×3.</summary>
internal enum BranchPooling
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Means that leave the padding out, size kept.</summary>
    Average,

    /// <summary>Maxima, size kept.</summary>
    Maximum,

    /// <summary>Maxima at stride 2.</summary>
    Halving,
}

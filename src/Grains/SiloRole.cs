namespace FastOde.Grains;

/// <summary>What a process does in its cluster.</summary>
public enum SiloRole
{
    /// <summary>Everything: it is the only process, or one of several that are alike.</summary>
    Everything,

    /// <summary>Hosts experiments, trials, the catalog and the scheduler, and offers no slots.</summary>
    Control,

    /// <summary>Offers slots, and hosts nothing but the handles on them.</summary>
    Trainer,
}

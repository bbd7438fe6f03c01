namespace FastOde.Contracts.OnDemand;

/// <summary>How work stands that somebody has asked for.</summary>
public enum WorkState
{
    /// <summary>Other work of the process goes first.</summary>
    Waiting,

    /// <summary>It is being done.</summary>
    Running,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>It could not be done; a line says why.</summary>
    Failed,

    /// <summary>Somebody has cancelled it.</summary>
    Cancelled,
}

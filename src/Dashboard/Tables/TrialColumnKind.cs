namespace FastOde.Dashboard.Tables;

/// <summary>Where the values of a column come from.</summary>
public enum TrialColumnKind
{
    /// <summary>How the trial stands.</summary>
    Trial,

    /// <summary>A key of the search.</summary>
    Parameter,

    /// <summary>A cell of the evaluation table.</summary>
    Cell,
}

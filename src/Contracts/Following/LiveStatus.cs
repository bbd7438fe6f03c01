namespace FastOde.Contracts.Following;

/// <summary>Whether live changes come in.</summary>
public enum LiveStatus
{
    /// <summary>Changes come in.</summary>
    Connected,

    /// <summary>The experiment could not be reached; it is asked again regularly.</summary>
    Interrupted,

    /// <summary>Changes come in again after some may have been missed: read the history again.</summary>
    Restored,
}

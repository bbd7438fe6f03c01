namespace FastOde.Storage.Access;

/// <summary>What became of a change of an account.</summary>
public enum AccountChange
{
    /// <summary>It is made.</summary>
    Done,

    /// <summary>There is no such account.</summary>
    Unknown,

    /// <summary>Nobody would be left who may manage accounts; nothing is changed.</summary>
    LastAdmin,
}

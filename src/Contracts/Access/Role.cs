namespace FastOde.Contracts.Access;

/// <summary>What somebody may do; each role may also do what those before it may.</summary>
public enum Role
{
    /// <summary>Reads experiments, trials and their files.</summary>
    Viewer,

    /// <summary>Submits, pauses, resumes and cancels experiments.</summary>
    Operator,

    /// <summary>Manages accounts and tokens, and reads the audit.</summary>
    Admin,
}

namespace FastOde.Contracts.Access;

/// <summary>How somebody who asks for a change is known.</summary>
public enum CallerKind
{
    /// <summary>As a user of this machine's operating system.</summary>
    Local,

    /// <summary>By an account, in a browser.</summary>
    Account,

    /// <summary>By a token, from a program.</summary>
    Token,
}

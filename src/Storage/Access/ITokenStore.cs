using FastOde.Contracts.Access;

namespace FastOde.Storage.Access;

/// <summary>The tokens of programs, known by the hash of their text. None is ever deleted.</summary>
public interface ITokenStore
{
    /// <summary>Adds a token.</summary>
    /// <param name="account">Name of the account that answers for it.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="role">What it may do at most.</param>
    /// <param name="sha256">SHA-256 of its text, in hexadecimal digits.</param>
    /// <param name="expiresAt">When it stops to work.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>Its id; null where there is no such account.</returns>
    Task<long?> Add(string account, string name, Role role, string sha256, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>All tokens by id.</summary>
    Task<IReadOnlyList<TokenRecord>> List(CancellationToken cancellationToken);

    /// <summary>The token whose text has this hash, where it works now, and notes that it was used; null where none does.</summary>
    Task<TokenRecord?> Use(string sha256, CancellationToken cancellationToken);

    /// <summary>Makes a token stop to work.</summary>
    /// <returns>False where there is no such token.</returns>
    Task<bool> Revoke(long id, CancellationToken cancellationToken);
}

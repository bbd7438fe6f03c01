using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FastOde.Silo.Access;

/// <summary>Passwords of accounts: how long they have to be, and how they are hashed and compared.</summary>
internal static class Passwords
{
    /// <summary>The fewest characters of a password. Length is all that is asked of it.</summary>
    public const int MinimumLength = 12;

    /// <summary>The most characters of a password: to hash a longer one is work that anybody could ask for.</summary>
    public const int MaximumLength = 256;

    // PBKDF2 with HMAC-SHA-512; a tenth of a second of one core.
    private const int Iterations = 210_000;

    private static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <summary>The hash of a password that nobody has, so that a name that does not exist takes as long as one that does.</summary>
    private static readonly Lazy<string> Nobodys = new(() => Hash(Grains.Access.Secrets.New()));

    /// <summary>What is wrong with a new password; null where nothing is.</summary>
    /// <param name="password">The password.</param>
    public static string? Problem(string password) => password.Length is < MinimumLength or > MaximumLength
        ? $"the password has {password.Length} characters; expected {MinimumLength} to {MaximumLength}"
        : null;

    /// <summary>Hashes a password with a new salt.</summary>
    /// <param name="password">The password.</param>
    public static string Hash(string password) => Hasher.HashPassword("", password);

    /// <summary>Whether a password is right.</summary>
    /// <param name="hash">The account's hash; null where there is no account.</param>
    /// <param name="password">What was typed.</param>
    public static bool IsRight(string? hash, string password) =>
        Hasher.VerifyHashedPassword("", hash ?? Nobodys.Value, password.Length <= MaximumLength ? password : "") != PasswordVerificationResult.Failed && hash is not null;
}

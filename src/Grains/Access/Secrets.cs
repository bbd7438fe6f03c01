using System.Security.Cryptography;
using System.Text;

namespace FastOde.Grains.Access;

/// <summary>How secrets are made and compared.</summary>
public static class Secrets
{
    private const int Bytes = 32;

    /// <summary>256 random bits in letters and digits that need no quoting anywhere.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>SHA-256 of a secret in hexadecimal digits, which is all that is stored of a token.</summary>
    /// <param name="secret">The secret.</param>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether two secrets are the same; the time it takes does not say where they differ.</summary>
    /// <param name="given">What somebody says; null for nothing.</param>
    /// <param name="expected">What is right.</param>
    public static bool AreEqual(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}

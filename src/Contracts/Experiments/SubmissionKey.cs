using System.Security.Cryptography;

namespace FastOde.Contracts.Experiments;

/// <summary>Names one submission, so that sending it again after a lost answer stores nothing twice.</summary>
public static class SubmissionKey
{
    /// <summary>The longest key that is taken.</summary>
    public const int MaximumLength = 128;

    /// <summary>A key that nobody else has.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}

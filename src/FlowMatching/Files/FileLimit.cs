namespace FastOde.FlowMatching.Files;

/// <summary>
/// The most memory that what is read from one file may take. Compressed data and headers of a few bytes can claim any
/// amount, so every reader asks here before it makes room.
/// </summary>
public static class FileLimit
{
    /// <summary>The environment variable that sets it.</summary>
    public const string Variable = "FASTODE_FILE_LIMIT";

    /// <summary>What the variable may be.</summary>
    public const string Form = ByteSize.Form;

    private const long Usual = 512L << 20;

    /// <summary>The most bytes.</summary>
    public static long Bytes { get; } = Parse(Environment.GetEnvironmentVariable(Variable)) ?? Usual;

    /// <summary>What is wrong with the variable, as one line; null where nothing is.</summary>
    public static string? Problem => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text && Parse(text) is null
        ? $"{Variable}={text}: expected {Form}"
        : null;

    /// <summary>Reads a limit.</summary>
    /// <param name="text">What stands in the variable.</param>
    /// <returns>Bytes, at least 1; null where it is something else.</returns>
    internal static long? Parse(string? text) => ByteSize.Parse(text) is > 0 and var bytes ? bytes : null;

    /// <summary>Refuses what would take more.</summary>
    /// <param name="bytes">What it would take.</param>
    /// <param name="what">What it is, in words that come before "would take".</param>
    /// <exception cref="FileLimitException">It would.</exception>
    internal static void Require(Int128 bytes, string what)
    {
        if (bytes > Bytes)
            throw new FileLimitException(what, bytes);
    }
}

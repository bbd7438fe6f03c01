namespace FastOde.FlowMatching.Files;

/// <summary>A file claims more memory than <see cref="FileLimit"/> gives it; whoever knows the file's name adds it.</summary>
/// <param name="what">What would take so much.</param>
/// <param name="bytes">How much.</param>
internal sealed class FileLimitException(string what, Int128 bytes)
    : Exception($"{what} would take {bytes} bytes of memory, and what is read from one file may take {FileLimit.Bytes}")
{
    private const int Gibi = 30;

    /// <summary>What to do about it, as a sentence.</summary>
    public string Cure { get; } = $"If the file is what it should be, set {FileLimit.Variable}={((bytes - 1) >> Gibi) + 1}G.";
}

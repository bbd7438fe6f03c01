namespace FastOde.Storage.Retention;

/// <summary>What a retention policy takes from trials that have ended.</summary>
/// <param name="Trials">Trials that lose something.</param>
/// <param name="Files">Files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Points">Points of metrics.</param>
public sealed record RetentionSummary(int Trials, int Files, long Bytes, long Points)
{
    /// <summary>Nothing.</summary>
    public static RetentionSummary None { get; } = new(0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public RetentionSummary Plus(RetentionSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Trials + other.Trials, Files + other.Files, Bytes + other.Bytes, Points + other.Points);
    }
}

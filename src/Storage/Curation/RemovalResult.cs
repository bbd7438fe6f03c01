namespace FastOde.Storage.Curation;

/// <summary>What became of the removal of a deleted experiment.</summary>
/// <param name="IsRemoved">Whether this call has removed it; false also where another process was faster, or its deletion was taken back.</param>
/// <param name="Kept">Why it is kept all the same, and its deletion is taken back; null where nothing was in the way.</param>
public sealed record RemovalResult(bool IsRemoved, string? Kept);

namespace FastOde.Storage.Imports;

/// <summary>Counts the files and trials that have been copied.</summary>
/// <param name="total">How many there are.</param>
/// <param name="progress">Told the part of them, from 0 to 1; null for nobody.</param>
internal sealed class ImportWork(int total, IProgress<double>? progress)
{
    private int done;

    /// <summary>One more has been copied.</summary>
    public void Did() => progress?.Report((double)++done / total);
}

using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>A file that a trial has left.</summary>
/// <param name="Kind">What it is: <c>checkpoint</c>, <c>samples</c>, <c>pairs</c>, <c>teacher</c> or <c>lineage</c>.</param>
/// <param name="Path">Path below the data directory; below <c>/files/{trial}/</c> of the dashboard's address too.</param>
/// <param name="Step">Training step it belongs to.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Checksum, lower-case hexadecimal.</param>
internal sealed record FileView(string Kind, string Path, int Step, long Bytes, string Sha256)
{
    /// <summary>Shows a file.</summary>
    /// <param name="artifact">What is recorded about it.</param>
    public static FileView Of(ArtifactRecord artifact) => new(artifact.Kind, artifact.Path, artifact.Step, artifact.Bytes, artifact.Sha256);
}

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>A checkpoint on disk.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Step">Training steps it holds.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Checksum of the whole file, lower-case hexadecimal.</param>
public sealed record CheckpointFile(string Path, int Step, long Bytes, string Sha256);

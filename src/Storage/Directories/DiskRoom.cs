namespace FastOde.Storage.Directories;

/// <summary>The room of a file system.</summary>
/// <param name="Free">Bytes that this program may still write.</param>
/// <param name="Total">Bytes in all.</param>
public readonly record struct DiskRoom(long Free, long Total);

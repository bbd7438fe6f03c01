namespace FastOde.Storage.Sqlite;

/// <summary>A file of a trial as the database has it on record.</summary>
/// <param name="Path">Path below the data directory, with forward slashes.</param>
/// <param name="Sha256">Checksum of its content, in small hexadecimal digits.</param>
internal readonly record struct RecordedFile(string Path, string Sha256);

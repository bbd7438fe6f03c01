namespace FastOde.Storage.Database;

/// <summary>A database that can be used.</summary>
/// <param name="SchemaVersion">The last migration it has had; empty where it has had none.</param>
/// <param name="PendingMigrations">Migrations that the next start will apply.</param>
public sealed record DatabaseInspection(string SchemaVersion, int PendingMigrations);

using FastOde.Silo.Hosting;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Doctor;

/// <summary>Whether the database of the data directory, or the one in its stead, opens, is whole and has a schema that this version knows.</summary>
internal sealed class DatabaseCheck : IDoctorCheck
{
    private const string Name = "database";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        try
        {
            var inspector = StorageServices.Inspector(directory, settings.Storage);
            var database = Describe(inspector, await inspector.Inspect(cancellationToken));
            var orphans = await inspector.OrphanedExperiments(cancellationToken);
            return orphans.Count == 0
                ? [database]
                : [database, Finding.Warning("artifacts", OrphanedFolders.Describe(directory.ArtifactsPath, orphans), OrphanedFolders.Cure)];
        }
        catch (StorageException failure)
        {
            // The message names the cure itself.
            return [Finding.Broken(Name, failure.Message, "")];
        }
    }

    private static Finding Describe(DatabaseInspector inspector, DatabaseInspection? inspection) => inspection switch
    {
        null => Finding.Ok(Name, $"{inspector.Product}; {inspector.Name} will be created at the next start"),
        { PendingMigrations: 0 } => Finding.Ok(Name, $"{inspector.Product}; {inspector.Name}, whole, schema {inspection.SchemaVersion}"),
        _ => Finding.Ok(Name, $"{inspector.Product}; {inspector.Name}, whole, schema {inspection.SchemaVersion}; {inspection.PendingMigrations} migrations at the next start"),
    };
}

using FastOde.Silo.Hosting;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Doctor;

/// <summary>
/// Whether the database of the data directory, or the one in its stead, opens, is whole and has a schema that this version
/// knows, and which processes of a cluster share it.
/// </summary>
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
            List<Finding> findings = [Describe(inspector, await inspector.Inspect(cancellationToken))];
            if (await inspector.Members(cancellationToken) is { Count: > 0 } members)
                findings.Add(Finding.Ok("cluster", string.Join(", ", members)));
            if (await inspector.OrphanedExperiments(cancellationToken) is { Count: > 0 } orphans)
                findings.Add(Finding.Warning("artifacts", OrphanedFolders.Describe(directory.ArtifactsPath, orphans), OrphanedFolders.Cure));
            return findings;
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

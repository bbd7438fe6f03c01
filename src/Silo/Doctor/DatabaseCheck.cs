using FastOde.Silo.Hosting;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Doctor;

/// <summary>
/// Whether the database of the data directory, or the one in its stead, opens, is whole and has a schema that this version
/// knows, which processes of a cluster share it, and whether it agrees with the files of trials.
/// </summary>
/// <param name="artifacts">Compares it with the files, where it can be asked.</param>
internal sealed class DatabaseCheck(ArtifactsCheck artifacts) : IDoctorCheck
{
    private const string Name = "database";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        try
        {
            var inspector = StorageServices.Inspector(directory, settings.Storage);
            var inspection = await inspector.Inspect(cancellationToken);
            List<Finding> findings = [Describe(inspector, inspection)];
            if (await inspector.Members(cancellationToken) is { Count: > 0 } members)
                findings.Add(Finding.Ok("cluster", string.Join(", ", members)));
            if (await inspector.OrphanedExperiments(cancellationToken) is { Count: > 0 } orphans)
                findings.Add(Finding.Warning("artifacts", OrphanedFolders.Describe(directory.ArtifactsPath, orphans), OrphanedFolders.Cure));

            // One of an older version may lack what is asked there.
            if (inspection is { PendingMigrations: 0 })
                findings.AddRange(await artifacts.Check(settings, cancellationToken));
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

using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Directories;
using FastOde.Storage.Repairs;

namespace FastOde.Silo.Doctor;

/// <summary>Whether the files of trials are those that the database has on record.</summary>
/// <param name="repairs">Whether to make them so; no other process may then use the data directory.</param>
internal sealed class ArtifactsCheck(bool repairs)
{
    private const string Name = "artifacts";
    private const string Cure = "stop what runs here, and let fastode doctor --repair mend it";
    private const int MostNamed = 3;

    /// <summary>What is found.</summary>
    /// <param name="settings">Which data directory and database; the database is there, whole and of this version.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        try
        {
            using var alone = repairs ? directory.Lock() : null;
            await using var services = new ServiceCollection().AddFastOdeStorage(directory, settings.Storage).BuildServiceProvider();
            var repair = services.GetRequiredService<ArtifactRepair>();
            var findings = await (repairs ? repair.Repair(cancellationToken) : repair.Find(cancellationToken));
            return findings.AreNone
                ? [Finding.Ok(Name, "every file is on record, and every record has its file")]
                : repairs ? [.. Repaired(findings, directory)] : [.. Found(findings)];
        }
        catch (StorageException failure)
        {
            // The message names the cure itself.
            return [Finding.Broken(Name, failure.Message, "")];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [Finding.Broken(Name, failure.Message.TrimEnd('.'), "make the folder readable and writable, and try again")];
        }
    }

    private static IEnumerable<Finding> Found(ArtifactFindings findings)
    {
        if (findings.Unrecorded.Count > 0)
            yield return Finding.Warning(Name, $"{Amount.Of(findings.Unrecorded.Count, "file")} that no trial has on record: {NameList.Of(findings.Unrecorded, MostNamed)}", Cure);
        if (findings.Missing.Count > 0)
            yield return Finding.Warning(Name, $"{Amount.Of(findings.Missing.Count, "file")} on record that are not there: {NameList.Of(findings.Missing, MostNamed)}", Cure);
    }

    private static IEnumerable<Finding> Repaired(ArtifactFindings findings, DataDirectory directory)
    {
        if (findings.Unrecorded.Count > 0)
            yield return Finding.Ok(Name, $"moved {Amount.Of(findings.Unrecorded.Count, "file")} that no trial has on record to {directory.UnrecordedPath}, which may be deleted");
        if (findings.Missing.Count > 0)
            yield return Finding.Ok(Name, $"dropped the records of {Amount.Of(findings.Missing.Count, "file")} that are not there: {NameList.Of(findings.Missing, MostNamed)}");
    }
}

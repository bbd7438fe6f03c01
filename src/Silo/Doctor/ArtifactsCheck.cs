using System.Globalization;
using FastOde.Silo.Hosting;
using FastOde.Storage;
using FastOde.Storage.Directories;
using FastOde.Storage.Repairs;

namespace FastOde.Silo.Doctor;

/// <summary>Whether the files of trials are those that the database has on record.</summary>
/// <param name="repairs">Whether to make them so; no other process may then use the data directory.</param>
internal sealed class ArtifactsCheck(bool repairs) : IDoctorCheck
{
    private const string Name = "artifacts";
    private const string Cure = "stop what runs here, and let fastode doctor --repair mend it";
    private const int MostNamed = 3;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        try
        {
            // A database that is not there or cannot be used is DatabaseCheck's to tell; one of an older version may lack what is asked here.
            if (await StorageServices.Inspector(directory, settings.Storage).Inspect(cancellationToken) is not { PendingMigrations: 0 })
                return [];
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
            return repairs ? [Finding.Broken(Name, failure.Message, "")] : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [Finding.Broken(Name, failure.Message.TrimEnd('.'), "make the folder readable and writable, and try again")];
        }
    }

    private static IEnumerable<Finding> Found(ArtifactFindings findings)
    {
        if (findings.Unrecorded.Count > 0)
            yield return Finding.Warning(Name, $"{Count(findings.Unrecorded, "file")} that no trial has on record: {Some(findings.Unrecorded)}", Cure);
        if (findings.Missing.Count > 0)
            yield return Finding.Warning(Name, $"{Count(findings.Missing, "file")} on record that are not there: {Some(findings.Missing)}", Cure);
    }

    private static IEnumerable<Finding> Repaired(ArtifactFindings findings, DataDirectory directory)
    {
        if (findings.Unrecorded.Count > 0)
            yield return Finding.Ok(Name, $"moved {Count(findings.Unrecorded, "file")} that no trial has on record to {directory.UnrecordedPath}, which may be deleted");
        if (findings.Missing.Count > 0)
            yield return Finding.Ok(Name, $"dropped the records of {Count(findings.Missing, "file")} that are not there: {Some(findings.Missing)}");
    }

    private static string Count(IReadOnlyList<string> files, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{files.Count} {what}{(files.Count == 1 ? "" : "s")}");

    private static string Some(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(MostNamed)) + (files.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {files.Count - MostNamed} more") : "");
}

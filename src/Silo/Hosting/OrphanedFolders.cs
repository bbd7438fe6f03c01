using System.Globalization;
using FastOde.Silo.Output;

namespace FastOde.Silo.Hosting;

/// <summary>How folders of experiments that the database does not know are put into words.</summary>
internal static class OrphanedFolders
{
    /// <summary>What to do about them.</summary>
    public const string Cure = "nothing reads or changes them; restore that database, or move them away";

    private const int MostNamed = 5;

    /// <summary>What they are.</summary>
    /// <param name="artifactsPath">The folder in which they lie.</param>
    /// <param name="experiments">Their experiments, at least one.</param>
    public static string Describe(string artifactsPath, IReadOnlyList<long> experiments)
    {
        var named = NameList.Of([.. experiments.Select(id => id.ToString(CultureInfo.InvariantCulture))], MostNamed);
        return $"{artifactsPath} has folders that the database does not know, of a lost or newer one: {named}";
    }
}

using System.Runtime.CompilerServices;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Runs every check, one after the other.</summary>
/// <param name="checks">The checks, in the order they are reported.</param>
internal sealed class DoctorReport(IReadOnlyList<IDoctorCheck> checks)
{
    private const int NameWidth = 14;

    /// <summary>What every check finds, as soon as it has.</summary>
    /// <param name="settings">What is looked at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<Finding> Findings(HostSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            foreach (var finding in await check.Check(settings, cancellationToken))
                yield return finding;
        }
    }

    /// <summary>A finding as a line for people.</summary>
    /// <param name="finding">The finding.</param>
    public static string Line(Finding finding)
    {
        var line = $"{finding.Level.ToString().ToLowerInvariant(),-8}{finding.Name.PadRight(NameWidth)}  {finding.Text}";
        return finding.Cure.Length == 0 ? line : $"{line}; {finding.Cure}";
    }
}

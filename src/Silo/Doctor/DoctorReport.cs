using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Runs every check and prints a line for each finding.</summary>
/// <param name="checks">The checks, in the order they are printed.</param>
internal sealed class DoctorReport(IReadOnlyList<IDoctorCheck> checks)
{
    private const int NameWidth = 14;

    /// <summary>Prints a line for every finding of every check.</summary>
    /// <returns>Whether FastOde runs here.</returns>
    public async Task<bool> Write(HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var works = true;
        foreach (var check in checks)
        {
            foreach (var finding in await check.Check(settings, cancellationToken))
            {
                works &= finding.Level != FindingLevel.Broken;
                await output.WriteLineAsync(Line(finding));
            }
        }

        return works;
    }

    private static string Line(Finding finding)
    {
        var line = $"{finding.Level.ToString().ToLowerInvariant(),-8}{finding.Name.PadRight(NameWidth)}  {finding.Text}";
        return finding.Cure.Length == 0 ? line : $"{line}; {finding.Cure}";
    }
}

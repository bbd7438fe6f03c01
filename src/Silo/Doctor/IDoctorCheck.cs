using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Looks at one part of the machine, and changes nothing that it was not told to mend.</summary>
internal interface IDoctorCheck
{
    /// <summary>What is found, at least one finding.</summary>
    Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken);
}

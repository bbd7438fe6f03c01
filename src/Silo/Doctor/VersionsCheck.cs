using System.Runtime.InteropServices;
using FastOde.FlowMatching.Devices;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Versions of FastOde, .NET and the operating system.</summary>
internal sealed class VersionsCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>(
        [
            Finding.Ok("fastode", LibraryVersions.Of(typeof(VersionsCheck).Assembly)),
            Finding.Ok(".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            Finding.Ok("system", RuntimeInformation.OSDescription),
        ]);
}

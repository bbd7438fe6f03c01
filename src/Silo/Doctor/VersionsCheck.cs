using System.Reflection;
using System.Runtime.InteropServices;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Versions of FastOde, .NET and the operating system.</summary>
internal sealed class VersionsCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>(
        [
            Finding.Ok("fastode", VersionOf(typeof(VersionsCheck).Assembly)),
            Finding.Ok(".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            Finding.Ok("system", RuntimeInformation.OSDescription),
        ]);

    /// <summary>The version that an assembly was built with.</summary>
    public static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? assembly.GetName().Version!.ToString();
}

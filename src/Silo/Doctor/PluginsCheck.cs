using FastOde.FlowMatching.Devices;
using FastOde.Silo.Hosting;
using FastOde.Silo.Plugins;
using FastOde.Specs.Plugins;

namespace FastOde.Silo.Doctor;

/// <summary>The plug-ins of the data directory, and whether they can be loaded.</summary>
internal sealed class PluginsCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Finding()]);

    private static Finding Finding() => InstalledPlugins.Problem is { } problem
        ? Doctor.Finding.Broken("plug-ins", problem, "until then no other command works in this data directory")
        : Doctor.Finding.Ok("plug-ins", PluginAssemblies.All.Count == 0
            ? "none"
            : string.Join(", ", PluginAssemblies.All.Select(plugin => $"{plugin.GetName().Name} {LibraryVersions.Of(plugin)}")));
}

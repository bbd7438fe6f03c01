using System.Reflection;
using FastOde.Silo.Output;
using FastOde.Specs.Plugins;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Plugins;

/// <summary>
/// The plug-ins of a data directory, <c>plugins/NAME/NAME.dll</c> (docs/plugins.md). They are loaded before anything else, because
/// they add to the words of specs, and run with all rights of this process.
/// </summary>
internal static class InstalledPlugins
{
    private const UnixFileMode Everybody = UnixFileMode.OtherWrite;

    /// <summary>What is wrong with one of them, where and what to do; null where all could be loaded.</summary>
    public static string? Problem { get; private set; }

    /// <summary>Loads all of a data directory, or none.</summary>
    /// <param name="dataDirectory">Its path.</param>
    public static void Load(string dataDirectory)
    {
        try
        {
            PluginAssemblies.Use(Read(new DataDirectory(dataDirectory).PluginsPath));
        }
        catch (CommandFailure failure)
        {
            Problem = failure.Message;
        }
    }

    /// <summary>Reads the plug-ins of a folder.</summary>
    /// <param name="folder">Has a folder for each.</param>
    /// <exception cref="CommandFailure">One is none, or was written for another edition.</exception>
    internal static IReadOnlyList<Assembly> Read(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(Plugin)] : [];

    private static Assembly Plugin(string folder)
    {
        var file = Path.Combine(folder, $"{Path.GetFileName(folder)}.dll");
        if (!File.Exists(file))
            throw Refusal(folder, $"it has no {Path.GetFileName(file)}; expected an assembly of the folder's name");
        foreach (var path in new[] { Path.GetDirectoryName(folder)!, folder, file })
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Everybody) != 0)
                throw Refusal(folder, $"everybody may write {path}, and what lies there runs with the rights of this process; take that away with chmod o-w");
        }

        try
        {
            var assembly = new PluginContext(file).LoadFromAssemblyPath(file);
            var made = assembly.GetCustomAttribute<PluginAttribute>()
                ?? throw Refusal(folder, $"the assembly does not say that it is one; write [assembly: Plugin(PluginAssemblies.Edition)] in it");
            if (made.Edition != PluginAssemblies.Edition)
                throw Refusal(folder, $"it was written for edition {made.Edition} of plug-ins, and this fastode has edition {PluginAssemblies.Edition}; build it against FastOde.FlowMatching of this version");

            // Loads what it refers to: what is missing is said now, and not in the middle of a study.
            _ = assembly.GetTypes();
            return assembly;
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or ReflectionTypeLoadException or TypeLoadException or UnauthorizedAccessException)
        {
            var cause = failure is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } ? first : failure;
            throw Refusal(folder, $"it cannot be loaded ({cause.Message.TrimEnd('.')}); build it against FastOde.FlowMatching of this version");
        }
    }

    private static CommandFailure Refusal(string folder, string reason) =>
        new(ExitCode.Environment, $"plug-in {folder}: {reason}, or move it out of {Path.GetDirectoryName(folder)}");
}

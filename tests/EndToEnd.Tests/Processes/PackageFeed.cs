using System.Reflection;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>The packages of this repository for projects outside of it, which are built against nothing else.</summary>
internal static class PackageFeed
{
    /// <summary>Where the packages lie in the workspace.</summary>
    public const string Folder = "feed";

    private static string Configuration => typeof(PackageFeed).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    private static string Restored => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>
    /// Packs projects, and has the workspace ask nothing but them: what else is needed was restored for this repository. The
    /// packages go no further than the workspace.
    /// </summary>
    public static async Task Make(Workspace workspace, params IEnumerable<string> projects)
    {
        foreach (var project in projects)
            await Dotnet(workspace, "pack", Path.Combine(FastOdeProcess.Repository, "src", project), "-c", Configuration, "--no-build", "-o", workspace.Path(Folder));
        workspace.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{workspace.Path("packages")}" /></config>
              <fallbackPackageFolders><clear /><add key="restored" value="{Restored}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="{workspace.Path(Folder)}" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>Runs the SDK in the workspace.</summary>
    public static async Task Dotnet(Workspace workspace, params string[] arguments)
    {
        using var dotnet = FastOdeProcess.StartProgram("dotnet", workspace.Root, arguments);
        (await dotnet.End()).Expect(0);
    }
}

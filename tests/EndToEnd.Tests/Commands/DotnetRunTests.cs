using System.Reflection;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class DotnetRunTests
{
    private static string Configuration => typeof(DotnetRunTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    [Fact]
    public async Task DotnetRun_RelativePaths_MeanTheUsersFolder()
    {
        using Workspace workspace = new();
        workspace.Write("spec.yaml", Specs.Small(iterations: 20));
        using var process = FastOdeProcess.StartProgram(
            "dotnet",
            workspace.Root,
            ["run", "-c", Configuration, "--no-build", "--project", Path.Combine(FastOdeProcess.Repository, "src", "Silo"), "--",
                "run", "spec.yaml", "--exit", "--json", "report.json", "--port", "0", "--gateway-port", "0"]);
        var outcome = await process.End();

        outcome.Expect(0);
        Assert.Equal(4, Report.Read(workspace).Trials().Count);
        Assert.True(File.Exists(workspace.Path("experiments.db")));
    }
}

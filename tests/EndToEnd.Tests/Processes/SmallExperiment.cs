using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;

[assembly: AssemblyFixture(typeof(SmallExperiment))]

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>The small study run once to its end without a disturbance: what every disturbed run has to equal.</summary>
public sealed class SmallExperiment : IAsyncLifetime
{
    private readonly Workspace workspace = new();

    internal Workspace Workspace => workspace;

    internal Outcome Outcome { get; private set; } = new(-1, "", "");

    internal JsonNode Report { get; private set; } = new JsonObject();

    public async ValueTask InitializeAsync()
    {
        workspace.Write("spec.yaml", TestSpecs.Small());
        Outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "report.json");
        Outcome.Expect(0);
        Report = Processes.Report.Read(workspace);
    }

    public ValueTask DisposeAsync()
    {
        workspace.Dispose();
        return ValueTask.CompletedTask;
    }
}

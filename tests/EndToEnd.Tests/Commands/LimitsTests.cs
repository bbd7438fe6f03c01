using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Limits of a stored study, by the command.</summary>
public sealed class LimitsTests
{
    private const string Spec = """
        name: limited
        trial: { function: sphere }
        search: { space: { x1: { values: [1, 2] }, x2: { values: [0] } } }
        limits: { concurrentTrials: 2 }
        """;

    [Fact]
    public async Task Limits_OfAStudy_AreSaidChangedAndWrittenDown()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec);
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);

        Assert.Equal("experiment 1: 2 trials at once, 2 retries, priority 0\n", (await FastOdeProcess.Run(workspace, "limits", "1")).Expect(0).Output);
        var changed = await FastOdeProcess.Run(workspace, "limits", "1", "--trials", "all", "--priority", "-5");
        Assert.Equal("experiment 1: as many trials at once as there are slots, 2 retries, priority -5\n", changed.Expect(0).Output);
        Assert.Equal(changed.Output, (await FastOdeProcess.Run(workspace, "limits", "1")).Expect(0).Output);
        Assert.Contains("experiment.limits", (await FastOdeProcess.Run(workspace, "audit")).Expect(0).Output, StringComparison.Ordinal);

        Assert.Contains("--trials 0: expected a number from 1 to 65536, or all", (await FastOdeProcess.Run(workspace, "limits", "1", "--trials", "0")).Expect(2).Errors, StringComparison.Ordinal);
        Assert.Contains("there is no experiment 7", (await FastOdeProcess.Run(workspace, "limits", "7")).Expect(2).Errors, StringComparison.Ordinal);
    }
}

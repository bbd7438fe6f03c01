using System.Diagnostics;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>What deploy/ holds is what systemd understands, and what the program takes.</summary>
public sealed class SystemdUnitTests
{
    private const string Analyzer = "/usr/bin/systemd-analyze";
    private const string Installed = "/opt/fastode/fastode";

    [Theory]
    [InlineData("fastode.service", "fastode.service")]
    [InlineData("fastode-control.service", "fastode-control.service")]
    [InlineData("fastode-trainer@.service", "fastode-trainer@1.service")]
    public async Task Unit_AsWritten_IsUnderstood(string file, string unit)
    {
        Assert.SkipUnless(File.Exists(Analyzer), "systemd-analyze is not here");
        using var workspace = new Workspace();
        var text = await File.ReadAllTextAsync(
            Path.Combine(FastOdeProcess.Repository, "deploy", file), TestContext.Current.CancellationToken);
        workspace.Write(unit, text.Replace(Installed, FastOdeProcess.Executable, StringComparison.Ordinal));

        using var analyzer = Process.Start(new ProcessStartInfo(Analyzer, ["verify", "--man=no", workspace.Path(unit)]) { RedirectStandardError = true })!;
        var said = await analyzer.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await analyzer.WaitForExitAsync(TestContext.Current.CancellationToken);

        // It also names what is wrong with other units of this machine.
        Assert.DoesNotContain(said.Split('\n'), line => line.Contains("fastode", StringComparison.Ordinal));
    }
}

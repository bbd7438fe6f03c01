using System.Net;
using System.Net.Sockets;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class DoctorTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Doctor_HealthyMachine_SaysOkAndChangesNothing()
    {
        using var workspace = new Workspace();
        var outcome = await FastOdeProcess.Run(workspace, "doctor");

        outcome.Expect(0);
        Assert.Empty(outcome.Errors);
        foreach (var name in new[] { "fastode", ".NET", "libtorch", "convolutions", "cpu", "cuda", "gpu", "database", "data directory", "disk space", "open files" })
            Assert.Contains(outcome.Output.Split('\n'), line => line.Contains($" {name} ", StringComparison.Ordinal));
        Assert.DoesNotContain("broken", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    [Fact]
    public async Task Doctor_UsedDataDirectory_ReadsItsDatabase()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);
        var outcome = await FastOdeProcess.Run(workspace, "doctor");

        outcome.Expect(0);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("ok", StringComparison.Ordinal) && line.Contains("experiments.db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repair_FileWithoutARecordAndRecordWithoutAFile_MendsBothAndResumeGoesOn()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var run = FastOdeProcess.Start(workspace, "run", "spec.yaml", "--exit"))
        {
            await Checkpoints.Next(workspace, 1, run);
            run.PressControlC();
            (await run.End()).Expect(130);
        }

        var lost = Checkpoints.Of(workspace, 1)[^1];
        File.Delete(lost);
        workspace.Write(Path.Combine("artifacts", "1", "stray.png"), "nobody's");

        var found = await FastOdeProcess.Run(workspace, "doctor");
        var mended = await FastOdeProcess.Run(workspace, "doctor", "--repair");
        var after = await FastOdeProcess.Run(workspace, "doctor");

        found.Expect(0);
        Assert.Equal(2, Warnings(found));
        Assert.Contains(Path.GetFileName(lost), found.Output, StringComparison.Ordinal);
        mended.Expect(0);
        Assert.Equal("nobody's", await File.ReadAllTextAsync(workspace.Path("unrecorded", "artifacts", "1", "stray.png"), TestContext.Current.CancellationToken));
        Assert.Equal((0, 0), (Warnings(mended), Warnings(after)));
        (await FastOdeProcess.Run(workspace, "resume", "--exit", "--json", "report.json")).Expect(0);
        Assert.Equal(experiment.Report.Results(), Report.Read(workspace).Results());

        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.DashboardAddress();
        Assert.Contains(
            $"warning data directory  {workspace.Root} is in use by process {serve.Id}", (await FastOdeProcess.Run(workspace, "doctor")).Output, StringComparison.Ordinal);
        var refused = await FastOdeProcess.Run(workspace, "doctor", "--repair");
        refused.Expect(3);
        Assert.Contains("is in use by process", refused.Output, StringComparison.Ordinal);

        static int Warnings(Outcome outcome) => outcome.Output.Split('\n').Count(line => line.StartsWith("warning artifacts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_PortsOfTheProcessThatServesTheDirectory_AreNotBroken()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var dashboard = $"{(await serve.DashboardAddress()).Port}";
        var gateway = (await File.ReadAllTextAsync(workspace.Path("fastode.gateway"), TestContext.Current.CancellationToken)).Split(':')[1];

        var own = await Doctor(dashboard, gateway);
        var exchanged = await Doctor(gateway, dashboard);

        own.Expect(0);
        Assert.Contains($"{gateway} is that of the process which works in this data directory", own.Output, StringComparison.Ordinal);
        Assert.Contains($"warning dashboard port  {dashboard} is in use", own.Output, StringComparison.Ordinal);
        exchanged.Expect(3);
        Assert.Contains($"broken  client port     {dashboard} is in use by another program", exchanged.Output, StringComparison.Ordinal);

        async Task<Outcome> Doctor(string port, string gatewayPort)
        {
            using var doctor = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, "doctor", "--port", port, "--gateway-port", gatewayPort);
            return await doctor.End();
        }
    }

    [Fact]
    public async Task Doctor_DatabaseThatIsNone_NamesTheCure()
    {
        using var workspace = new Workspace();
        workspace.Write("experiments.db", "this is no database, however long one looks at it");
        var outcome = await FastOdeProcess.Run(workspace, "doctor");

        outcome.Expect(3);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("broken  database", StringComparison.Ordinal) && line.Contains("--data DIR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_PortInUse_NamesTheOption()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var workspace = new Workspace();
        using var process = FastOdeProcess.StartProgram(
            FastOdeProcess.Executable, workspace.Root, "doctor", "--gateway-port", "0", "--port", $"{((IPEndPoint)listener.LocalEndpoint).Port}");
        var outcome = await process.End();

        outcome.Expect(3);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("broken  dashboard port", StringComparison.Ordinal) && line.Contains("--port N", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_TooFewOpenFiles_NamesTheCure()
    {
        using var workspace = new Workspace();
        var outcome = await Limited(workspace, "ulimit -n 256", "doctor");

        outcome.Expect(3);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("broken  open files", StringComparison.Ordinal)
            && line.Contains("may have 256 files open at a time, and 1024 are needed", StringComparison.Ordinal) && line.Contains("ulimit -n 4096", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ulimit -n 256", "256 files open at a time, and 1024 are needed")]
    [InlineData("ulimit -n 1023", "1023 files open at a time, and 1024 are needed")]
    [InlineData("ulimit -n 128", "128 files open at a time, and 256 are needed")]
    public async Task Serve_TooFewOpenFiles_EndsInOneLineBeforeAnythingIsCreated(string limit, string words)
    {
        using var workspace = new Workspace();
        var outcome = await Limited(workspace, limit, "serve --data data");

        outcome.Expect(3);
        Assert.Contains(words, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    [Fact]
    public async Task Run_FewOpenFilesThatMayBeRaised_RaisesThem()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        (await Limited(workspace, "ulimit -Sn 256", "run spec.yaml --exit")).Expect(0);
    }

    [Fact]
    public async Task Doctor_LibtorchThatIsNotThere_NamesTheVariable()
    {
        using var workspace = new Workspace();
        using var process = FastOdeProcess.StartProgram(
            "/usr/bin/env", workspace.Root, $"FASTODE_LIBTORCH={workspace.Root}", FastOdeProcess.Executable, "doctor", "--port", "0", "--gateway-port", "0");
        var outcome = await process.End();

        outcome.Expect(3);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("broken  libtorch", StringComparison.Ordinal) && line.Contains("FASTODE_LIBTORCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_OneDnnThatComputesWrongly_IsBrokenAndNetworksAreRefused()
    {
        using var workspace = new Workspace();
        var usual = await FastOdeProcess.Run(workspace, "doctor");
        Assert.SkipUnless(
            usual.Output.Contains("does not describe its caches", StringComparison.Ordinal),
            "this processor describes its caches, so oneDNN computes rightly with all that it has");
        using var doctor = Wide("doctor");
        var outcome = await doctor.End();
        using var network = Wide("network", "--published", "mnist", "--fill-rule", "--input-rule");
        var refusal = await network.End();

        outcome.Expect(3);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("broken  convolutions", StringComparison.Ordinal)
            && line.Contains("is off by", StringComparison.Ordinal) && line.Contains("set ONEDNN_MAX_CPU_ISA=SSE41", StringComparison.Ordinal));
        refusal.Expect(3);
        Assert.Empty(refusal.Output);
        Assert.Contains("libtorch computes wrongly on this processor", refusal.Errors, StringComparison.Ordinal);

        FastOdeProcess Wide(params string[] arguments) => FastOdeProcess.StartProgram(
            "/usr/bin/env", workspace.Root, ["ONEDNN_MAX_CPU_ISA=AVX2", FastOdeProcess.Executable, .. FastOdeProcess.OnFreePorts(arguments)]);
    }

    private static async Task<Outcome> Limited(Workspace workspace, string limit, string command)
    {
        using var process = FastOdeProcess.StartProgram(
            "/bin/bash", workspace.Root, "-c", $"{limit}; exec {FastOdeProcess.Executable} {command} --port 0 --gateway-port 0");
        return await process.End();
    }
}

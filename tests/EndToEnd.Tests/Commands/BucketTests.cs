using FastOde.EndToEnd.Tests.Processes;
using FastOde.Storage.Tests.TestSupport;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Processes that share a database and a bucket, and no directory.</summary>
public sealed class BucketTests(SmallExperiment experiment, PostgresServer database, S3Server store)
{
    private const string Running = "SELECT path FROM artifacts JOIN trials ON trials.id = artifacts.trial_id WHERE trials.state = 'Running' AND artifacts.kind = 'checkpoint'";

    [Fact]
    public async Task Resume_InAnotherDirectory_GoesOnFromCheckpointsInTheBucket()
    {
        store.Require();
        using var first = new Workspace();
        using var second = new Workspace();
        first.Write("spec.yaml", TestSpecs.Small());
        var name = await database.CreateDatabase();
        string[] shared = ["--db", database.ConnectionString(name), "--artifacts", $"s3://{S3Server.Bucket}/resume"];
        using (var run = Start(first, ["run", "spec.yaml", "--exit", .. shared]))
        {
            await Checkpoints.Next(first, 1, run);

            // A checkpoint is on record once the bucket has it, which takes longer than training to the next, or to the trial's end.
            while ((await database.Query(name, Running)).Count == 0)
            {
                Assert.False(run.HasEnded, $"the process ended before it was killed:\n{run.Output}{run.Errors}");
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
            }

            run.Kill();
        }

        using var resume = Start(second, ["resume", "--exit", "--json", "report.json", .. shared]);
        var outcome = await resume.End();
        using var sample = Start(first, ["sample", "1-1", "--count", "4", "--out", "samples", .. shared]);

        outcome.Expect(0);
        (await sample.End()).Expect(0);
        Assert.Matches(@"1-\d .*: attempt 2 from step [1-9]\d\d", outcome.Output);
        Assert.Equal(experiment.Report.Results(), Report.Read(second).Results());
    }

    [Fact]
    public async Task Run_BucketWrittenWrongly_IsRefusedBeforeAnythingIsStored()
    {
        using var workspace = new Workspace();

        var refused = await FastOdeProcess.Run(workspace, "serve", "--artifacts", "lab/fastode");

        refused.Expect(2);
        Assert.Contains("--artifacts lab/fastode: expected a bucket such as s3://fastode", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(workspace.Entries());
    }

    private FastOdeProcess Start(Workspace workspace, string[] arguments) => FastOdeProcess.StartProgram(
        "/usr/bin/env",
        workspace.Root,
        [.. store.Variables.Select(variable => $"{variable.Key}={variable.Value}"), FastOdeProcess.Executable, .. FastOdeProcess.OnFreePorts(arguments)]);
}

using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage.Experiments;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Database;

/// <summary>What is stored once is stored once, and rows that are written often are short.</summary>
public sealed class TableSizeTests : IAsyncLifetime
{
    private const int PageSize = 4096;
    private SqliteStoreFixture fixture = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => fixture.Directory.DatabasePath;

    public async ValueTask InitializeAsync() => fixture = await SqliteStoreFixture.Create();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task TwoThousandSeeds_OfOneAssignment_StoreItsSpecOnce()
    {
        var before = Pages();

        var id = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1500), Cancellation);
        await fixture.Experiments.AddTrials(id, 1501, [.. Enumerable.Range(1500, 500).Select(seed => Sample.Plan(seed: seed))], Cancellation);

        var bytes = (Pages() - before) * PageSize / 2000.0;
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes:0} bytes a trial with its indexes");
        Assert.Equal(1, Number("SELECT COUNT(*) FROM assignments"));
        Assert.InRange(bytes, 50, 200);
    }

    [Fact]
    public async Task TwoThousandAssignments_OfOneSpec_StoreWhatDiffersAlone()
    {
        TrialPlan[] plans = [.. Enumerable.Range(0, 2000).Select(index => Sample.Plan(beta: index) with
        {
            Spec = Sample.Trial() with { BatchSize = index + 1 },
        })];

        var id = await fixture.Experiments.Create(Sample.Spec(), plans, Cancellation);

        Assert.Equal(2000, Number("SELECT COUNT(*) FROM assignments"));
        Assert.Equal(["{\"batchSize\":77}"], DirectQuery.Run(Database, "SELECT spec FROM assignments WHERE id = 77"));
        Assert.Equivalent(plans[76].Spec, await fixture.Trials.Spec($"{id}-77", Cancellation), strict: true);
    }

    [Fact]
    public async Task OneAssignment_WithTwoSpecs_IsKeptTwice()
    {
        var other = Sample.Trial() with { Iterations = 7 };

        var id = await fixture.Experiments.Create(Sample.Spec(), [Sample.Plan(), Sample.Plan(seed: 1) with { Spec = other }], Cancellation);

        Assert.Equal(4000, (await fixture.Trials.Spec($"{id}-1", Cancellation)).Iterations);
        Assert.Equal(7, (await fixture.Trials.Spec($"{id}-2", Cancellation)).Iterations);
    }

    [Fact]
    public async Task SameAssignment_OfTwoExperiments_BelongsToEach()
    {
        await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2), Cancellation);
        await fixture.Experiments.Create(Sample.Spec() with { Trial = new TrialSpec() }, Sample.Plans(2), Cancellation);

        Assert.Equal(["1", "2"], DirectQuery.Run(Database, "SELECT CAST(experiment_id AS TEXT) FROM assignments ORDER BY id"));
        Assert.Equivalent(Sample.Trial(), await fixture.Trials.Spec("2-1", Cancellation), strict: true);
    }

    [Fact]
    public async Task Heartbeats_OfATrial_RewriteOnePageOfTrials()
    {
        var id = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2000), Cancellation);
        var lease = await fixture.Trials.BeginAttempt($"{id}-1000", "host/cpu-0", Sample.Lease, Cancellation);
        await fixture.Trials.Renew(Sample.Progress(lease, 1), Sample.Lease, Cancellation);
        DirectQuery.Run(Database, "PRAGMA wal_checkpoint(TRUNCATE)");

        await fixture.Trials.Renew(Sample.Progress(lease, 2), Sample.Lease, Cancellation);

        // A frame of the log is a page with a head of 24 bytes, and the log has a head of 32: a page of trials, one of attempts.
        Assert.Equal(32 + 2 * (24 + PageSize), new FileInfo(Database + "-wal").Length);
    }

    [Fact]
    public async Task EvaluationCells_AHundredThousand_TakeFewBytes()
    {
        const int Steps = 2000;
        var id = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        var lease = await fixture.Trials.BeginAttempt($"{id}-1", "host/cpu-0", Sample.Lease, Cancellation);
        var before = Pages();

        for (var step = 1; step <= Steps; step++)
        {
            EvaluationRecord[] rows =
            [
                .. from metric in new[] { "curvature", "path-energy", "wasserstein2", "sliced-wasserstein", "mode-balance" }
                   from solver in new[] { "euler", "heun/cosine" }
                   from number in new[] { 1.0, 2, 4, 8, 20 }
                   select Sample.Cell(lease.TrialId, step, metric, solver, number, Math.Sqrt(step)),
            ];
            await fixture.Measurements.Add(lease, [new EvaluationReport { Rows = rows }], Cancellation);
        }

        var bytes = (Pages() - before) * PageSize / (Steps * 50.0);
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes:0.0} bytes a cell");
        Assert.Equal((5, 2), (Number("SELECT COUNT(*) FROM metrics"), Number("SELECT COUNT(*) FROM solvers")));
        Assert.InRange(bytes, 20, 65);
    }

    private long Pages() => Number("PRAGMA page_count");

    private long Number(string sql) => long.Parse(DirectQuery.Run(Database, sql)[0], CultureInfo.InvariantCulture);
}

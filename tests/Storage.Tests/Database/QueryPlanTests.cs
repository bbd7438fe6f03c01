using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Results;
using FastOde.Storage.Retention;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Database;

/// <summary>How SQLite goes about what is asked often: by look-ups, whose cost does not grow with what is stored beside.</summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    // From the start: EF looks once a second whether anybody listens.
    private readonly SentQueries sent = new();
    private SqliteStoreFixture fixture = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<bool, bool, bool> Selections { get; } = new([false, true], [false, true], [false, true]);

    public async ValueTask InitializeAsync()
    {
        fixture = await SqliteStoreFixture.Create();
        sent.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        sent.Dispose();
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task Evaluations_OfAnExperiment_AreLookedUpByTrialsAndKey()
    {
        await fixture.Results.Evaluations(TrialSelection.Of(1), Cancellation);

        var plan = sent.Plans(fixture.Directory.DatabasePath, "evaluations");
        AssertLookUps(plan);
        Assert.Contains(plan, line => line.Contains("USING PRIMARY KEY (trial_id=?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evaluations_OfSomeTrials_AreLookedUp()
    {
        await fixture.Results.Evaluations(TrialSelection.Of(["1-1", "2-1"]), Cancellation);

        AssertLookUps(sent.Plans(fixture.Directory.DatabasePath, "evaluations"));
    }

    [Fact]
    public async Task TrialPage_OfTwentyThousandTrials_ReadsThePageAlone()
    {
        var id = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        DirectQuery.Run(
            fixture.Directory.DatabasePath,
            """
            WITH RECURSIVE numbers(number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < 20000)
            INSERT INTO trials (public_id, experiment_id, number, assignment_id, seed, state, step, iterations, epoch, forgiven_attempts, is_retention_due)
            SELECT experiment_id || '-' || numbers.number, experiment_id, numbers.number, assignment_id, numbers.number, 'Queued', 0, iterations, 0, 0, 0
            FROM trials, numbers WHERE trials.number = 1
            """);
        sent.Forget();

        var page = await fixture.Results.TrialPage(id, 12_345, 50, Cancellation);

        Assert.Equal(20_000, page.Total);
        Assert.Equal(Enumerable.Range(12_346, 50), page.Items.Select(trial => trial.Number));
        Assert.InRange(sent.RowsRead(fixture.Directory.DatabasePath), 50, 60);
        var plan = sent.Plans(fixture.Directory.DatabasePath, "OFFSET");
        Assert.Contains(plan, line => line.Contains("(experiment_id=?)", StringComparison.Ordinal));
        AssertLookUps([.. plan.Where(line => !line.StartsWith("SCAN t", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task CurvatureProfilesAndTrajectories_OfAnExperiment_AreLookedUp()
    {
        await fixture.Results.CurvatureProfiles(TrialSelection.Of(1), null, Cancellation);
        await fixture.Results.Trajectories(TrialSelection.Of(1), Cancellation);

        AssertLookUps(sent.Plans(fixture.Directory.DatabasePath, "curvature_profiles"));
        AssertLookUps(sent.Plans(fixture.Directory.DatabasePath, "trajectories"));
    }

    [Fact]
    public async Task Experiments_BestValues_AreReadByOneQueryForAllOfThem()
    {
        for (var number = 1; number <= 3; number++)
            await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2), Cancellation);
        sent.Forget();

        await fixture.Results.Experiments(new ExperimentFilter(), Cancellation);

        var plan = sent.Plans(fixture.Directory.DatabasePath, "MIN(");
        AssertLookUps(plan);
        Assert.Single(plan, line => line.Contains("(experiment_id=? AND state=?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExpiredLeases_AmongManyTrials_AreFoundByTheIndexOfThoseThatRun()
    {
        await fixture.Trials.ExpiredLeases(DateTimeOffset.UnixEpoch, Cancellation);

        Assert.Contains(sent.Plans(fixture.Directory.DatabasePath, "lease_expires_at"), line => line.Contains("IX_trials_state", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Due_AmongManyTrials_AreFoundByTheIndexOfThoseToWhichAPolicyIsToBeApplied()
    {
        await fixture.Services.GetRequiredService<IRetentionStore>().Due(Cancellation);

        Assert.Contains(sent.Plans(fixture.Directory.DatabasePath, "is_retention_due"), line => line.Contains("IX_trials_experiment_id ", StringComparison.Ordinal) || line.EndsWith("IX_trials_experiment_id", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public async Task Metrics_OfAnySelection_AreLookedUp(bool byIds, bool byNames, bool isThinned)
    {
        await using var context = fixture.Services.GetRequiredService<IDatabase>().CreateContext();

        AssertLookUps(DirectQuery.Run(
            fixture.Directory.DatabasePath,
            "EXPLAIN QUERY PLAN " + MetricReader.Statement(context, byIds, byNames, isThinned),
            50L, 49L, byIds ? "[]" : 1L, int.MaxValue, "[]"));
    }

    /// <summary>Only lists that came with the query, and rows that it has found itself, are passed over from end to end.</summary>
    private static void AssertLookUps(IReadOnlyList<string> plan)
    {
        Assert.Contains(plan, line => line.StartsWith("SEARCH", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal)
            && line is not ("SCAN series" or "SCAN places" or "SCAN few" or "SCAN CONSTANT ROW")
            && !line.Contains("VIRTUAL TABLE", StringComparison.Ordinal));
    }
}

using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Directories;
using FastOde.Storage.Serialization;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Database;

/// <summary>A database of an earlier version opens with everything that a laboratory measured with it.</summary>
public sealed class EarlierVersionTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private SqliteStoreFixture store = null!;
    private Dictionary<string, string> specs = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        EarlierVersion.Unpack(directory.Path);
        var database = new DataDirectory(directory.Path).DatabasePath;
        var ids = DirectQuery.Run(database, "SELECT public_id FROM trials ORDER BY id");
        var texts = DirectQuery.Run(database, "SELECT spec FROM trials ORDER BY id");
        specs = ids.Zip(texts).ToDictionary(pair => pair.First, pair => StorageJson.Write(StorageJson.Read<TrialSpec>(pair.Second)));
        store = await SqliteStoreFixture.Open(new DataDirectory(directory.Path));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Trials_OfAnEarlierVersion_KeepStateStepSeedWeightsAndObjective()
    {
        var rows = (await Trials()).Select(trial => string.Create(
            CultureInfo.InvariantCulture, $"{trial.Id},{trial.State},{trial.Step},{trial.Seed},{trial.WeightsSha256},{trial.ObjectiveValue:R}"));

        Assert.Equal(EarlierVersion.Rows("trials").Select(Shortest), rows.Select(Shortest));
    }

    [Fact]
    public async Task Evaluations_OfAnEarlierVersion_KeepEveryCell()
    {
        var evaluations = await store.Results.Evaluations(TrialSelection.Of([.. (await Trials()).Select(trial => trial.Id)]), Cancellation);
        var rows = evaluations.Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.TrialId},{row.Step},{row.Metric},{row.Solver},{row.Number:R},{row.Steps},{row.Nfe:R},{row.Value:R},{row.Floor:R}"));

        Assert.Equal(EarlierVersion.Rows("evaluations").Select(Shortest).Order(StringComparer.Ordinal), rows.Select(Shortest).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Metrics_OfAnEarlierVersion_KeepEveryPoint()
    {
        var query = new MetricQuery() { Trials = TrialSelection.Of([.. (await Trials()).Select(trial => trial.Id)]), MaximumPoints = 1000 };
        var series = (await store.Results.Metrics(query, Cancellation)).ToDictionary(found => $"{found.TrialId},{found.Name}", found => found.Points);

        Assert.All(EarlierVersion.Rows("metrics"), row =>
        {
            var parts = row.Split(',');
            var points = series[$"{parts[0]},{parts[1]}"];
            Assert.Equal(int.Parse(parts[2], CultureInfo.InvariantCulture), points.Count);
            Assert.Equal(double.Parse(parts[3], CultureInfo.InvariantCulture), points.Sum(point => point.Value), 1e-9);
        });
        Assert.Equal(EarlierVersion.Rows("metrics").Count, series.Count);
    }

    [Fact]
    public async Task Specs_OfAnEarlierVersion_AreReadForEveryTrial()
    {
        foreach (var trial in await Trials())
        {
            var detail = await store.Results.Trial(trial.Id, Cancellation);
            Assert.NotNull(detail);
            Assert.Equal(specs[trial.Id], StorageJson.Write(detail.Spec));
            Assert.NotEmpty(detail.Attempts);
        }

        Assert.Equal(specs.Keys.Order(), (await Trials()).Select(trial => trial.Id).Order());
    }

    [Fact]
    public void Assignments_OfAnEarlierVersion_AreStoredOnceWithWhatDiffers()
    {
        var database = store.Directory.DatabasePath;

        Assert.Empty(DirectQuery.Run(database, "SELECT experiment_id FROM assignments GROUP BY experiment_id, parameters, spec HAVING COUNT(*) > 1"));
        Assert.Equal(["9"], DirectQuery.Run(database, "SELECT CAST(COUNT(*) AS TEXT) FROM assignments WHERE experiment_id = 1"));
        Assert.Equal(["{}"], DirectQuery.Run(database, "SELECT DISTINCT spec FROM assignments WHERE experiment_id = 4"));
        Assert.Empty(DirectQuery.Run(database, "PRAGMA foreign_key_check"));
        Assert.Equal(["ok"], DirectQuery.Run(database, "PRAGMA integrity_check"));
    }

    private async Task<IReadOnlyList<TrialSummary>> Trials()
    {
        List<TrialSummary> trials = [];
        for (var experiment = 1; experiment <= 4; experiment++)
            trials.AddRange(await store.Results.Trials(experiment, Cancellation));
        return trials;
    }

    /// <summary>A row with each of its numbers in its shortest form.</summary>
    private static string Shortest(string row) => string.Join(',', row.Split(',').Select(column =>
        double.TryParse(column, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : column));
}

using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Trainers;
using FastOde.Storage;
using FastOde.Storage.Directories;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Trainers;

/// <summary>What an attempt reports while another program holds its database.</summary>
public sealed class LockedDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Reports_WhileAnotherProgramHoldsTheDatabase_AreStoredOnceItLetsGo()
    {
        await using (var silo = await TestSilo.Start(directory.Path, slots: 0))
            await silo.Submit(Experiment.Functions(1));
        var data = new DataDirectory(directory.Path);
        await using var storage = new ServiceCollection().AddLogging()
            .AddFastOdeStorage(data, new StorageOptions { BusyTimeout = TimeSpan.FromMilliseconds(20) })
            .BuildServiceProvider();
        var lease = await storage.GetRequiredService<ITrialStore>().BeginAttempt("1-1", "host/cpu-0", TimeSpan.FromMinutes(1), Cancellation);
        var log = new RecordingLogger<AttemptSink>();
        using var sink = new AttemptSink(lease, storage.GetRequiredService<IMeasurementStore>(), new ToldTrials().Trial("1-1"), TimeProvider.System, log);
        await using var other = new SqliteConnection($"Data Source={data.DatabasePath};Pooling=False");
        await other.OpenAsync(Cancellation);
        await Execute(other, "BEGIN IMMEDIATE");

        sink.Report(new MetricReport { Points = [new() { Name = "loss", Step = 1, Value = 1 }] });
        sink.Report(new ArtifactReport { Written = [new() { Kind = "checkpoint", Path = "a", Step = 1, Bytes = 1, Sha256 = "ab" }] });
        var settled = Task.Factory.StartNew(sink.Settle, Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.Delay(300, Cancellation);
        Assert.False(settled.IsCompleted);
        await Execute(other, "ROLLBACK");
        await settled;
        await sink.Complete();

        var results = storage.GetRequiredService<IResultQueries>();
        Assert.Single(await results.Metrics(new() { Trials = TrialSelection.Of(["1-1"]) }, Cancellation));
        Assert.Single((await results.Trial("1-1", Cancellation))!.Artifacts);
        Assert.Empty(log.Lines);
    }

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}

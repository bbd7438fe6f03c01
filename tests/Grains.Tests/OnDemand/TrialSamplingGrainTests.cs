using System.IO.Compression;
using FastOde.Client.Trials;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.OnDemand;

public sealed class TrialSamplingGrainTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Sample_TrainedPoints_AreMadePackedAndDrawnOverData()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var trial = await Trained(silo, Experiment.Training(40));

        var begun = await trial.SampleAsync(new SampleOrder { Solver = "euler", Number = 4, Count = 2000, Seed = 3, KeepsNoise = true }, Cancellation);
        var ended = await trial.WaitForSamplesAsync(null, Cancellation);

        Assert.Equal((begun.Key, WorkState.Completed, 2000, 40, 4, 4.0), (ended.Key, ended.State, ended.Made, ended.Step, ended.StepCount, ended.Nfe));
        var packed = await Unpacked(trial, ended);
        Assert.Equal(["noise.npy", "samples.csv", "samples.npy"], packed.Keys.Order());
        Assert.Equal(2001, packed["samples.csv"]);
        var points = await Grain(silo).Points(ended.Key);
        Assert.Equal((1000, 1000), (points!.X.Count, points.DataY.Count));
        var audit = await silo.Services.GetRequiredService<IAuditQueries>().Entries(new(), Cancellation);
        Assert.Contains(audit, entry => (entry.Action, entry.Subject, entry.Details) == ("trial.sample", "trial 1-1", "2000 samples by euler-4 with seed 3"));
    }

    [Fact]
    public async Task Sample_BesideARunningTrial_LeavesItsWeightsAsTheyAre()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 1);
        var undisturbed = await silo.Submit(Experiment.Training(600));
        await silo.Reaches(undisturbed, ExperimentState.Completed);
        var other = await silo.Submit(Experiment.Training(600));
        await silo.Reaches($"{other}-1", TrialState.Running);

        var trial = new TrialHandle("1-1", silo.Grains, TimeProvider.System);
        while ((await silo.Trial($"{other}-1")).Summary.State != TrialState.Completed)
        {
            await trial.SampleAsync(new SampleOrder { Solver = "rk4", Number = 40, Count = 512 }, Cancellation);
            Assert.Equal(WorkState.Completed, (await trial.WaitForSamplesAsync(null, Cancellation)).State);
        }

        Assert.Equal((await silo.Trial("1-1")).Summary.WeightsSha256, (await silo.Trial($"{other}-1")).Summary.WeightsSha256);
    }

    [Fact]
    public async Task Cancel_SamplesThatTakeLong_EndsThemAndOthersCanBeMade()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var trial = await Trained(silo, Experiment.Training(40));

        await trial.SampleAsync(new SampleOrder { Solver = "euler", Number = 1000, Count = 4096 }, Cancellation);
        var refused = await Assert.ThrowsAsync<ExperimentRefusedException>(() => trial.SampleAsync(new SampleOrder(), Cancellation));
        Assert.Contains("are being made", refused.Message, StringComparison.Ordinal);
        await trial.CancelSamplesAsync(Cancellation);

        Assert.Equal(WorkState.Cancelled, (await trial.WaitForSamplesAsync(null, Cancellation)).State);
        await trial.SampleAsync(new SampleOrder { Count = 3 }, Cancellation);
        Assert.Equal(WorkState.Completed, (await trial.WaitForSamplesAsync(null, Cancellation)).State);
    }

    [Theory]
    [InlineData("nearest: 7 or 9", "heun", 8, 64)]
    [InlineData("did you mean 'heun'", "huen", 9, 64)]
    [InlineData("from 1 to 4096", "heun", 9, 5000)]
    [InlineData("at most 1000 evaluations", "euler", 2000, 64)]
    [InlineData("tolerance of at least 1E-09", "dopri5", 1e-12, 64)]
    public async Task Sample_Impossible_IsRefusedAtOnce(string expected, string solver, double number, int count)
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 0);

        var refused = await Assert.ThrowsAsync<FormatException>(() => Grain(silo).Sample(new SampleOrder { Solver = solver, Number = number, Count = count }));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_TrialThatHasLearnedNothing_IsRefused()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 0);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Grain(silo).Sample(new SampleOrder()));
        await silo.Submit(Experiment.Training(40));
        await Eventually.Gets(() => silo.Results.Trials(1, Cancellation), trials => trials.Count > 0, "the trial is stored");

        var refused = await Assert.ThrowsAsync<ExperimentRefusedException>(() => Grain(silo).Sample(new SampleOrder()));

        Assert.Contains("has no checkpoint", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_OfAStep_IsMadeFromItsCheckpointWhereThatIsKept()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var trial = await Trained(silo, Experiment.Training(100));

        await trial.SampleAsync(new SampleOrder { Count = 3, Step = 60 }, Cancellation);
        Assert.Equal((WorkState.Completed, 60), await Ended(trial));
        await trial.SampleAsync(new SampleOrder { Count = 3 }, Cancellation);
        Assert.Equal((WorkState.Completed, 100), await Ended(trial));
        var refused = await Assert.ThrowsAsync<FormatException>(() => trial.SampleAsync(new SampleOrder { Count = 3, Step = 20 }, Cancellation));

        Assert.Equal("step 20: trial 1-1 keeps no checkpoint of this step; those of 60, 80, 100 are kept", refused.Message);
    }

    [Fact]
    public async Task Sample_MoreThanMayBeKept_FailsAndSaysHowMany()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var trial = await Trained(silo, Experiment.Training(40));

        await trial.SampleAsync(new SampleOrder { Solver = "euler", Number = 1000, Count = 4096, KeepsPredictions = true }, Cancellation);
        var ended = await trial.WaitForSamplesAsync(null, Cancellation);

        Assert.Equal(WorkState.Failed, ended.State);
        Assert.Contains("at most 2095", ended.Problem, StringComparison.Ordinal);
    }

    private static async Task<(WorkState State, int? Step)> Ended(TrialHandle trial)
    {
        var ended = await trial.WaitForSamplesAsync(null, Cancellation);
        return (ended.State, ended.Step);
    }

    private static ITrialSamplingGrain Grain(TestSilo silo) => silo.Grains.GetGrain<ITrialSamplingGrain>("1-1");

    private static async Task<TrialHandle> Trained(TestSilo silo, string spec)
    {
        await silo.Reaches(await silo.Submit(spec), ExperimentState.Completed);
        return new("1-1", silo.Grains, TimeProvider.System);
    }

    /// <summary>The packed files with the number of their lines.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> Unpacked(TrialHandle trial, SamplingStatus status)
    {
        using var content = new MemoryStream();
        await trial.DownloadAsync(status.Key, SamplingStatus.Archive, content, Cancellation);
        Assert.Equal(content.Length, status.Files.Single(file => file.Name == SamplingStatus.Archive).Bytes);
        using var archive = new ZipArchive(content);
        var lines = new Dictionary<string, int>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancellation));
            lines[entry.FullName] = (await reader.ReadToEndAsync(Cancellation)).Count(character => character == '\n');
        }

        return lines;
    }
}

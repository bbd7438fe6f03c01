using System.IO.Compression;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>Experiments that an earlier version has begun go on with the trials it would have had (tests/Fixtures/version-one/README.md).</summary>
public sealed class EarlierExperimentsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Next_BehindAnyTrialOfAnEarlierVersion_IsTheTrialThatItHad()
    {
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "version-one", "data.zip"), directory.Path, Cancellation);
        await using var silo = await TestSilo.Start(directory.Path, new Rehearsal(), slots: 0, resumes: false);

        for (var id = 1; id <= 4; id++)
        {
            var experiment = (await silo.Results.Experiment(id, Cancellation))!;
            var trials = await silo.Results.Trials(id, Cancellation);
            var planner = new TrialPlanner(experiment.Spec);
            Assert.Equal((experiment.Summary.TrialCount, trials.Count), (planner.Trials, planner.Trials));
            for (var stored = 0; stored < trials.Count; stored++)
            {
                var plan = Assert.Single(planner.Next(1, trials.Take(stored).ToDictionary(trial => trial.Number)));
                Assert.Equal((ParameterLabel.Full(trials[stored].Parameters), trials[stored].Seed), (ParameterLabel.Full(plan.Parameters), plan.Seed));
            }
        }
    }
}

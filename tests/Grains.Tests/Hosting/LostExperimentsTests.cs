using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Hosting;

public sealed class LostExperimentsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Look_AtAnExperimentThatNobodyHasEverCalled_HasItRun()
    {
        await using var silo = await TestSilo.Start(directory.Path, silos: 2, resumes: false);
        var spec = (await silo.Grains.GetGrain<IExperimentCatalogGrain>(0).Validate(Experiment.Functions(2), "test")).Spec!;

        var id = await silo.Services.GetRequiredService<IExperimentStore>().Create(spec, 2, "key", submitter: null, TestContext.Current.CancellationToken);

        await Eventually.Gets(
            () => silo.Results.Experiment(id, TestContext.Current.CancellationToken),
            stored => stored!.Summary.State == ExperimentState.Completed,
            "the experiment is completed in the store");
    }
}

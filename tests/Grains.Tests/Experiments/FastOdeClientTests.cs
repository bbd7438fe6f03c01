using System.Globalization;
using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace FastOde.Grains.Tests.Experiments;

public sealed class FastOdeClientTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Client_ThroughAGateway_SubmitsWatchesAndReads()
    {
        await using var host = await GatewayHost.Start(directory.Path);
        await using var client = await FastOdeClient.ConnectAsync(host.Endpoint, Cancellation);

        var experiment = await client.SubmitAsync(Experiment.Functions(4), cancellationToken: Cancellation);
        var changes = new List<ExperimentChange>();
        await foreach (var change in experiment.WatchAsync(Cancellation))
            changes.Add(change);
        var summary = await experiment.WaitAsync(Cancellation);
        var trials = await client.Results.Trials(experiment.Id, Cancellation);
        var rows = await client.Results.Evaluations(TrialSelection.Of([.. trials.Select(trial => trial.Id)]), Cancellation);

        Assert.Equal((ExperimentState.Completed, 4), (summary.State, summary.CompletedTrials));
        Assert.Equal(ExperimentState.Completed, changes[^1].Experiment?.State);
        Assert.Equal(4, changes.Select(change => change.Trial?.Id).OfType<string>().Distinct().Count());
        Assert.Equal([0.0625, 0.25, 0.5625, 1], rows.Select(row => row.Value));
        Assert.Equal(2, (await client.SlotsAsync(Cancellation)).Slots.Count);
    }

    [Fact]
    public async Task Client_WithASamplerOfItsOwn_LearnsFromEachResultBeforeItProposesMore()
    {
        await using var host = await GatewayHost.Start(directory.Path);
        await using var client = await FastOdeClient.ConnectAsync(host.Endpoint, Cancellation);
        var experiment = await client.SubmitAsync(
            "name: halving\ntrial: { function: sphere }\nsearch: { sampler: external, space: { x1: { min: -5, max: 5 } } }\nobjective: { metric: value }", cancellationToken: Cancellation);

        var best = 4.0;
        for (var step = 2.0; step >= 0.5; step /= 2)
        {
            await experiment.ProposeAsync([.. new[] { best - step, best - (step / 4) }.Select(point => new Dictionary<string, ParameterValue> { ["x1"] = ParameterValue.Of(point) })], Cancellation);
            await experiment.WaitAsync(Cancellation);
            best = (await experiment.TrialsAsync(Cancellation)).MinBy(trial => trial.ObjectiveValue)!.Parameters["x1"].Number!.Value;
        }

        Assert.Equal(0.5, best);
        Assert.Equal([2, 3.5, 1, 1.75, 0.5, 0.875], (await experiment.TrialsAsync(Cancellation)).Select(trial => trial.Parameters["x1"].Number!.Value));
    }

    [Fact]
    public async Task Client_WithABadSpec_ListsItsProblems()
    {
        await using var host = await GatewayHost.Start(directory.Path);
        await using var client = await FastOdeClient.ConnectAsync(host.Endpoint, Cancellation);

        var refused = await Assert.ThrowsAsync<SpecRefusedException>(
            () => client.SubmitAsync("name: x\ntrial: { batchsize: 3 }", "bad.yaml", Cancellation));

        Assert.NotEmpty(refused.Problems);
        Assert.Contains("bad.yaml:2", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await client.Results.Experiments(new(), Cancellation)).Items);
    }

    [Fact]
    public async Task Client_WhereNobodyAnswers_SaysWhereAndWhatToDo()
    {
        var endpoint = $"127.0.0.1:{GatewayHost.FreePort()}";

        var error = await Assert.ThrowsAsync<FastOdeUnavailableException>(
            () => FastOdeClient.ConnectAsync(endpoint, Cancellation));

        Assert.Equal(endpoint, error.Endpoint);
        Assert.Contains("start one", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("127.0.0.1")]
    public async Task Client_WithAnEndpointThatIsNone_IsRefused(string endpoint) =>
        await Assert.ThrowsAsync<FormatException>(() => FastOdeClient.ConnectAsync(endpoint, Cancellation));

    [Fact]
    public async Task Client_AskingForAMissingExperiment_HearsThatThereIsNone()
    {
        await using var host = await GatewayHost.Start(directory.Path);
        await using var client = await FastOdeClient.ConnectAsync(host.Endpoint, Cancellation);

        await Assert.ThrowsAsync<KeyNotFoundException>(() => client.Experiment(99).WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Client_WhereAnOlderVersionAnswers_SaysSo()
    {
        var endpoint = $"127.0.0.1:{GatewayHost.FreePort()}";
        var builder = Host.CreateEmptyApplicationBuilder(new());

        // One that has not even the grain that says what it is.
        builder.UseOrleans(silo => silo.UseLocalhostClustering(GatewayHost.FreePort(), int.Parse(endpoint.Split(':')[1], CultureInfo.InvariantCulture))
            .ConfigureServices(services => services.Configure<GrainTypeOptions>(types => types.Classes.RemoveWhere(type => type.Namespace?.StartsWith("FastOde", StringComparison.Ordinal) == true))));
        using var host = builder.Build();
        await host.StartAsync(Cancellation);

        var error = await Assert.ThrowsAsync<FastOdeVersionException>(() => FastOdeClient.ConnectAsync(endpoint, Cancellation));

        Assert.Equal(endpoint, error.Endpoint);
        Assert.Contains("older than this client", error.Message, StringComparison.Ordinal);
        await host.StopAsync(Cancellation);
    }
}

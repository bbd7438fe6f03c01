using FastOde.Client;
using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage;
using FastOde.Storage.Access;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Access;

/// <summary>The gate as programs meet it that connect to the gateway.</summary>
public sealed class ChangeFilterTests : IAsyncDisposable
{
    private const string Spec = "name: endless\ntrial: { function: sphere }\nsearch: { space: { x1: { values: [1] }, x2: { values: [0] } } }";
    private readonly TemporaryDirectory directory = new();
    private ServiceProvider? services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ServiceProvider Stored => services ??= new ServiceCollection().AddFastOdeStorage(new DataDirectory(directory.Path)).BuildServiceProvider();

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Change_WithoutAccounts_IsMadeAndWrittenDownWithTheUserOfTheClient()
    {
        await using var host = await GatewayHost.Start(directory.Path);
        await using var client = await FastOdeClient.ConnectAsync(host.Endpoint, Cancellation);

        var experiment = await client.SubmitAsync(Spec, cancellationToken: Cancellation);
        await experiment.CancelAsync(Cancellation);

        Assert.Equal(
            [("experiment.cancel", "experiment 1", "done"), ("experiment.submit", "experiment 1", "done")],
            (await Entries()).Select(entry => (entry.Action, entry.Subject, entry.Outcome)));
        Assert.All(await Entries(), entry => Assert.Equal($"local {Environment.UserName}", entry.Who));
    }

    [Fact]
    public async Task Change_OfASpecWithProblems_IsWrittenDownAsRefused()
    {
        await using var host = await GatewayHost.Start(directory.Path);
        await using var client = await FastOdeClient.ConnectAsync(host.Endpoint, Cancellation);
        await Assert.ThrowsAsync<Client.Experiments.SpecRefusedException>(() => client.SubmitAsync("name: [", cancellationToken: Cancellation));
        var entry = Assert.Single(await Entries());
        Assert.Null(entry.Subject);
        Assert.StartsWith("refused: ", entry.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_WithAccounts_NeedsATokenWhoseRoleMayMakeIt()
    {
        await using var host = await GatewayHost.Start(directory.Path);
        await Stored.GetRequiredService<IAccountStore>().Add("anna", Role.Admin, "hash", "stamp", Cancellation);
        await using var nobody = await FastOdeClient.ConnectAsync(host.Endpoint, null, Cancellation);
        await using var viewer = await FastOdeClient.ConnectAsync(host.Endpoint, await Token(Role.Viewer), Cancellation);
        await using var @operator = await FastOdeClient.ConnectAsync(host.Endpoint, await Token(Role.Operator), Cancellation);

        await Assert.ThrowsAsync<AccessDeniedException>(() => nobody.SubmitAsync(Spec, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => viewer.SubmitAsync(Spec, cancellationToken: Cancellation));
        Assert.Empty((await viewer.Results.Experiments(new(), Cancellation)).Items);
        var experiment = await @operator.SubmitAsync(Spec, cancellationToken: Cancellation);
        foreach (var client in (FastOdeClient[])[nobody, viewer])
        {
            var handle = client.Experiment(experiment.Id);
            await Assert.ThrowsAsync<AccessDeniedException>(() => handle.PauseAsync(Cancellation));
            await Assert.ThrowsAsync<AccessDeniedException>(() => handle.ResumeAsync(Cancellation));
            await Assert.ThrowsAsync<AccessDeniedException>(() => handle.CancelAsync(Cancellation));
            await Assert.ThrowsAsync<AccessDeniedException>(() => handle.SetLimitsAsync(new(), Cancellation));
        }

        await experiment.PauseAsync(Cancellation);
        await experiment.ResumeAsync(Cancellation);
        await experiment.SetLimitsAsync(new() { ConcurrentTrials = 1, Priority = 4 }, Cancellation);
        await experiment.CancelAsync(Cancellation);
        Assert.Equal("anna", (await viewer.Results.Experiment(experiment.Id, Cancellation))!.Summary.SubmittedBy);
        Assert.Equal("1 trial at once, 2 retries, priority 4", Assert.Single(await Entries(), entry => entry.Action == "experiment.limits" && entry.Outcome == "done").Details);
        Assert.Equal(
            ["experiment.cancel", "experiment.limits", "experiment.resume", "experiment.pause", "experiment.submit"],
            (await Entries()).Where(entry => entry is { Who: "token nightly of anna", Outcome: "done" }).Select(entry => entry.Action));
    }

    private async Task<string> Token(Role role)
    {
        var text = Secrets.New();
        await Stored.GetRequiredService<ITokenStore>().Add("anna", "nightly", role, Secrets.Hash(text), TimeProvider.System.GetUtcNow().AddDays(1), Cancellation);
        return text;
    }

    private Task<IReadOnlyList<AuditRecord>> Entries() => Stored.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation);
}

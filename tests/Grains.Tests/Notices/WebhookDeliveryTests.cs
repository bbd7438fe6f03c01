using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastOde.Contracts.Access;
using FastOde.Contracts.Notices;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Access;
using FastOde.Grains.Notices;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;
using FastOde.Storage.Notices;
using FastOde.Storage.Trials;
using FastOde.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Notices;

/// <summary>What a receiver on this machine gets, by the stores and the sender that the product has.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WebhookTimes Times = new() { MostTries = 4 };

    private readonly TemporaryDirectory directory = new();
    private readonly FakeTimeProvider clock = new(Start);
    private readonly RecordingLogger<WebhookDelivery> log = new();
    private ServiceProvider services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IWebhookStore Store => services.GetRequiredService<IWebhookStore>();

    private IWebhooks Webhooks => services.GetRequiredService<IWebhooks>();

    private Caller Me => services.GetRequiredService<LocalCaller>().Caller;

    public async ValueTask InitializeAsync()
    {
        services = Compose();
        await services.GetRequiredService<DatabaseInitializer>().Initialize(Cancellation);
        var experiments = services.GetRequiredService<IExperimentStore>();
        var id = await experiments.Create(new ExperimentSpec { Name = "moons", Seeds = [0], Trial = new TrialSpec() }, 9, [], "key", null, Cancellation);
        await experiments.AddTrials(id, 1, [.. Enumerable.Range(0, 9).Select(seed => new TrialPlan(new Dictionary<string, ParameterValue>(), seed, new TrialSpec()))], Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Look_ReceiverThatFailsTwice_GetsItAThirdTimeAndThenTheRestInOrder()
    {
        await using var receiver = new WebhookReceiver(500, 503);
        await Webhooks.Add(Me, receiver.Address, NoticeKinds.All, Cancellation);
        for (var trial = 1; trial <= 3; trial++)
            await Fail(trial);

        await Look();
        Assert.Equal("failing, 1 try", (await Only()).State);
        await Look();
        Assert.Single(receiver.Received);
        clock.Advance(Times.FirstPause);
        await Look();
        Assert.Equal(2, receiver.Received.Count);
        clock.Advance(Times.FirstPause * 2);
        await Look();

        Assert.Equal(["1-1", "1-1", "1-1", "1-2", "1-3"], receiver.Received.Select(sent => Read(sent.Body, "trial")));
        Assert.Equal([1, 1, 1, 2, 3], receiver.Received.Select(sent => JsonDocument.Parse(sent.Body).RootElement.GetProperty("sequence").GetInt32()));
        Assert.Equal(3, receiver.Received.Select(sent => Read(sent.Body, "id")).Distinct().Count());
        Assert.Equal((0, "works", "accepted with 204"), ((await Only()).Waiting, (await Only()).State, (await Only()).LastOutcome));
    }

    [Fact]
    public async Task Look_EachMessage_IsSignedOverMomentAndBody()
    {
        await using var receiver = new WebhookReceiver();
        var made = await Webhooks.Add(Me, receiver.Address, [NoticeKind.Failed], Cancellation);
        await Fail(1);
        await Look();

        var (signature, body) = Assert.Single(receiver.Received);
        var moment = Start.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(made.Secret), Encoding.UTF8.GetBytes($"{moment}.{body}"));
        Assert.Equal($"t={moment},v1={Convert.ToHexStringLower(expected)}", signature);
        Assert.Equal(
            """{"id":"notice-1","sequence":1,"event":"failed","at":"2026-03-01T12:00:00.000Z","text":"Trial 1-1 of moons failed: no luck","experiment":{"id":1,"name":"moons"},"trial":"1-1","metric":null,"value":null,"message":"no luck","page":"/trials/1-1"}""",
            body);
    }

    [Fact]
    public async Task Look_AfterAProcessThatWasKilledBetweenEventAndDelivery_SendsWhatItLeft()
    {
        await using var receiver = new WebhookReceiver();
        var made = await Webhooks.Add(Me, receiver.Address, NoticeKinds.All, Cancellation);
        await Fail(1);
        await Fail(2);

        // It had taken the first, and nobody knows whether it was sent.
        Assert.NotNull(await Store.Claim(made.Id, Times.Hold, Cancellation));
        await services.DisposeAsync();
        services = Compose();

        await Look();
        Assert.Empty(receiver.Received);
        clock.Advance(Times.Hold);
        await Look();
        Assert.Equal(["1-1", "1-2"], receiver.Received.Select(sent => Read(sent.Body, "trial")));
    }

    [Fact]
    public async Task Look_TooManyTries_GivesUpAndSaysSoUntilATestIsAccepted()
    {
        await using var receiver = new WebhookReceiver(500, 500, 500, 500, 500);
        var made = await Webhooks.Add(Me, receiver.Address, NoticeKinds.All, Cancellation);
        await Fail(1);
        for (var round = 0; round < 9; round++)
        {
            await Look();
            clock.Advance(Times.LongestPause);
        }

        Assert.Equal(Times.MostTries, receiver.Received.Count);
        Assert.Equal("given up after 4 tries", (await Only()).State);
        Assert.Contains("Webhook 1 is given up after 4 tries", Assert.Single(log.Lines), StringComparison.Ordinal);

        Assert.Equal(new WebhookTest(false, "answered with 500"), await Webhooks.Test(Me, made.Id, Cancellation));
        Assert.True((await Webhooks.Test(Me, made.Id, Cancellation)).IsAccepted);
        Assert.Equal("test", Read(receiver.Received.Last().Body, "event"));
        await Look();
        Assert.Equal("1-1", Read(receiver.Received.Last().Body, "trial"));
    }

    [Fact]
    public async Task Look_Redirect_IsNotFollowed()
    {
        await using var receiver = new WebhookReceiver(307);
        await Webhooks.Add(Me, receiver.Address, NoticeKinds.All, Cancellation);
        await Fail(1);
        await Look();

        Assert.Single(receiver.Received);
        Assert.Equal("answered with 307, a redirect, which is not followed", (await Only()).LastOutcome);
    }

    [Fact]
    public async Task Look_OneThatDoesNotAnswer_HoldsUpNoOtherAndIsTriedAgain()
    {
        await using var silent = new WebhookReceiver(0);
        await using var other = new WebhookReceiver();
        await Webhooks.Add(Me, silent.Address, NoticeKinds.All, Cancellation);
        await Webhooks.Add(Me, other.Address, NoticeKinds.All, Cancellation);
        await Fail(1);

        using var sender = new WebhookSender(Times with { Timeout = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);
        await Delivery(sender).Look(Cancellation);

        Assert.Single(other.Received);
        Assert.Equal(["no answer within 0.3 s", "accepted with 204"], (await Store.List(Cancellation)).Select(webhook => webhook.LastOutcome));
    }

    [Fact]
    public async Task Run_ANotice_IsSentWithoutWaitingForTheNextLook()
    {
        await using var receiver = new WebhookReceiver();
        await Webhooks.Add(Me, receiver.Address, NoticeKinds.All, Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = Delivery(services.GetRequiredService<WebhookSender>()).Run(stop.Token);

        // The clock stands still, so that no look is due.
        await Fail(1);
        while (receiver.Received.IsEmpty)
            await Task.Delay(10, Cancellation);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("example.org")]
    [InlineData("http://anna:secret@example.org/")]
    [InlineData("https://example.org/#here")]
    public async Task Add_AddressThatIsNotTaken_IsRefusedWithTheReason(string address)
    {
        var refusal = await Assert.ThrowsAsync<WebhookProblemException>(() => Webhooks.Add(Me, address, NoticeKinds.All, Cancellation));
        Assert.StartsWith(address, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.List(Cancellation));
    }

    [Fact]
    public async Task Webhooks_ForWhoIsNoAdmin_ShowTheHostAlone()
    {
        await Webhooks.Add(Me, "https://chat.example/T123/secret?key=1", NoticeKinds.All, Cancellation);
        var accounts = services.GetRequiredService<FastOde.Storage.Access.IAccountStore>();
        await accounts.Add("anna", Role.Viewer, "h", "stamp", Cancellation);
        var viewer = new Caller { Kind = CallerKind.Account, Name = "anna", Proof = "stamp" };

        Assert.Equal("https://chat.example/…", Assert.Single(await Webhooks.Webhooks(viewer, Cancellation)).Address);
        Assert.Equal("https://chat.example/T123/secret?key=1", Assert.Single(await Webhooks.Webhooks(Me, Cancellation)).Address);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Webhooks.Remove(viewer, 1, Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Webhooks.Add(viewer, "http://a.test/", NoticeKinds.All, Cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Webhooks.Test(viewer, 1, Cancellation));
    }

    private ServiceProvider Compose() => new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock)
        .AddFastOdeStorage(new DataDirectory(directory.Path)).AddAccessGate().AddWebhooks().BuildServiceProvider();

    private WebhookDelivery Delivery(WebhookSender sender) => new(Store, sender, services.GetRequiredService<NoticeBell>(), Times, clock, log);

    private Task Look() => Delivery(services.GetRequiredService<WebhookSender>()).Look(Cancellation);

    private async Task Fail(int trial)
    {
        var trials = services.GetRequiredService<ITrialStore>();
        var lease = await trials.BeginAttempt(string.Create(CultureInfo.InvariantCulture, $"1-{trial}"), "host/cpu-0", TimeSpan.FromMinutes(1), Cancellation);
        await trials.EndAttempt(new AttemptOutcome { Lease = lease, State = AttemptState.Failed, Step = 1, Message = "no luck" }, TrialState.Failed, Cancellation);
    }

    private async Task<WebhookRecord> Only() => Assert.Single(await Store.List(Cancellation));

    private static string? Read(string body, string key) => JsonDocument.Parse(body).RootElement.GetProperty(key).GetString();
}

using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Contracts.Notices;
using FastOde.Grains.Access;
using FastOde.Storage.Notices;

namespace FastOde.Grains.Notices;

/// <summary>Manages webhooks for the command line and the dashboard alike.</summary>
/// <param name="webhooks">The webhooks.</param>
/// <param name="sender">Sends tests.</param>
/// <param name="gate">What every change goes through.</param>
/// <param name="clock">Tells when a test is sent.</param>
public sealed class Webhooks(IWebhookStore webhooks, WebhookSender sender, AccessGate gate, TimeProvider clock) : IWebhooks
{
    /// <summary>Webhooks at most: each costs a write for each notice.</summary>
    public const int Most = 20;

    /// <summary>What a secret begins with, so that one that has got into a file is recognised.</summary>
    public const string SecretPrefix = "whsec_";

    /// <inheritdoc/>
    async Task<IReadOnlyList<WebhookRecord>> IWebhooks.Webhooks(Caller caller, CancellationToken cancellationToken)
    {
        await gate.Require(caller, Role.Viewer, cancellationToken);
        var isAdmin = await gate.Identify(caller, cancellationToken) is { Role: Role.Admin };
        var all = await webhooks.List(cancellationToken);
        return isAdmin ? all : [.. all.Select(webhook => webhook with { Address = WebhookAddress.Host(webhook.Address) })];
    }

    /// <inheritdoc/>
    public Task<NewWebhook> Add(Caller caller, string address, IReadOnlyList<NoticeKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(kinds);
        return gate.Change(
            caller,
            new ChangeRequest("webhook.add", Role.Admin, null, string.Join(", ", kinds.Select(kind => kind.Word()))),
            async () =>
            {
                if (WebhookAddress.Problem(address) is { } problem)
                    throw new WebhookProblemException($"{address}: {problem}");
                if (kinds.Count == 0)
                    throw new WebhookProblemException("a webhook that is told of nothing; name at least one of finished, failed, diverged and new-best");
                var secret = SecretPrefix + Secrets.New();
                return await webhooks.Add(address, kinds, secret, Most, cancellationToken) is { } id
                    ? new NewWebhook(id, secret)
                    : throw new WebhookProblemException($"there are {Most} webhooks, which is the most; remove one first");
            },
            cancellationToken,
            made => (AccessGate.Done, Named(made.Id)));
    }

    /// <inheritdoc/>
    public Task Remove(Caller caller, long id, CancellationToken cancellationToken) => gate.Change(
        caller,
        new ChangeRequest("webhook.remove", Role.Admin, Named(id)),
        async () => await webhooks.Remove(id, cancellationToken) ? true : throw Unknown(id),
        cancellationToken);

    /// <inheritdoc/>
    public Task<WebhookTest> Test(Caller caller, long id, CancellationToken cancellationToken) => gate.Change(
        caller,
        new ChangeRequest("webhook.test", Role.Admin, Named(id)),
        async () =>
        {
            var target = await webhooks.Target(id, cancellationToken) ?? throw Unknown(id);
            var now = clock.GetUtcNow();
            var test = await sender.Send(target, WebhookMessage.TestBody(Secrets.New(), now), cancellationToken);
            await webhooks.NoteTest(id, test.IsAccepted, $"test: {test.Outcome}", cancellationToken);
            return test;
        },
        cancellationToken,
        test => (test.Outcome, null));

    private static string Named(long id) => string.Create(CultureInfo.InvariantCulture, $"webhook {id}");

    private static WebhookProblemException Unknown(long id) => new(string.Create(CultureInfo.InvariantCulture, $"{id}: no webhook has this id; fastode webhook list shows them"));
}

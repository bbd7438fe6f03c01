using FastOde.Contracts.Access;
using FastOde.Contracts.Notices;

namespace FastOde.Dashboard.Tests.TestSupport;

/// <summary>Webhooks in memory, which write down what they were asked for and by whom.</summary>
internal sealed class FakeWebhooks : IWebhooks
{
    public List<WebhookRecord> All { get; } = [];

    public List<string> Asked { get; } = [];

    public Exception? Refusal { get; set; }

    public Task<IReadOnlyList<WebhookRecord>> Webhooks(Caller caller, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WebhookRecord>>([.. All]);

    public async Task<NewWebhook> Add(Caller caller, string address, IReadOnlyList<NoticeKind> kinds, CancellationToken cancellationToken)
    {
        await Note($"add {address} {string.Join('+', kinds.Select(kind => kind.Word()))} by {caller.Name}");
        return new(4, "whsec_shown");
    }

    public Task Remove(Caller caller, long id, CancellationToken cancellationToken) => Note($"remove {id}");

    public async Task<WebhookTest> Test(Caller caller, long id, CancellationToken cancellationToken)
    {
        await Note($"test {id}");
        return new(false, "answered with 500");
    }

    private Task Note(string what)
    {
        Asked.Add(what);
        return Refusal is null ? Task.CompletedTask : Task.FromException(Refusal);
    }
}

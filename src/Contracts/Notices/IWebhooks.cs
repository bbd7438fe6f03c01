using FastOde.Contracts.Access;

namespace FastOde.Contracts.Notices;

/// <summary>Manages webhooks. Everybody may see them; changes are for admins, and each is written to the audit.</summary>
public interface IWebhooks
{
    /// <summary>All webhooks by id.</summary>
    /// <exception cref="AccessDeniedException">Nothing shows who the caller is.</exception>
    Task<IReadOnlyList<WebhookRecord>> Webhooks(Caller caller, CancellationToken cancellationToken);

    /// <summary>Adds a webhook, which is told of what happens from now on.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="address">Where notices are sent, http or https.</param>
    /// <param name="kinds">What it is told of; at least one.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="WebhookProblemException">The address cannot be taken, or there are too many.</exception>
    Task<NewWebhook> Add(Caller caller, string address, IReadOnlyList<NoticeKind> kinds, CancellationToken cancellationToken);

    /// <summary>Removes a webhook with what waits for it.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="WebhookProblemException">There is no such webhook.</exception>
    Task Remove(Caller caller, long id, CancellationToken cancellationToken);

    /// <summary>Sends a test at once; where it is accepted, a webhook that was given up is served again.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="WebhookProblemException">There is no such webhook.</exception>
    Task<WebhookTest> Test(Caller caller, long id, CancellationToken cancellationToken);
}

using FastOde.Contracts.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FastOde.Grains.Notices;

/// <summary>Registers what manages webhooks.</summary>
public static class NoticeServices
{
    /// <summary>Adds <see cref="IWebhooks"/> and <see cref="WebhookSender"/>. Storage and the access gate must be registered too.</summary>
    /// <param name="services">The container.</param>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(new WebhookTimes());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<IWebhooks, Webhooks>();
        return services;
    }
}

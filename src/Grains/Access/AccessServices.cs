using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FastOde.Grains.Access;

/// <summary>Registers what changes go through.</summary>
public static class AccessServices
{
    /// <summary>Adds <see cref="AccessGate"/> and <see cref="LocalCaller"/>. Storage and logging must be registered too.</summary>
    /// <param name="services">The container.</param>
    public static IServiceCollection AddAccessGate(this IServiceCollection services)
    {
        services.TryAddSingleton<LocalCaller>();
        services.TryAddSingleton<AccessGate>();
        return services;
    }
}

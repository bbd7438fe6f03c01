using System.Net;
using Microsoft.AspNetCore.Connections;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>Has the gateway of a control process listen on the loopback address too, for the programs of its own machine.</summary>
/// <param name="inner">Listens.</param>
/// <param name="gateway">Where the gateway listens for other machines.</param>
internal sealed class GatewayListeners(IConnectionListenerFactory inner, IPEndPoint gateway) : IConnectionListenerFactory
{
    /// <summary>Changes how a silo listens.</summary>
    /// <param name="silo">The silo, whose usual services are there.</param>
    /// <param name="gateway">Where its gateway listens for other machines.</param>
    public static void AddTo(ISiloBuilder silo, IPEndPoint gateway)
    {
        foreach (var usual in silo.Services.Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory)).ToList())
        {
            var make = usual.KeyedImplementationFactory ?? throw new InvalidOperationException("Orleans registers its listeners in another way.");
            silo.Services.Remove(usual);
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory>(
                usual.ServiceKey, (services, key) => new GatewayListeners((IConnectionListenerFactory)make(services, key), gateway));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var asked = await inner.BindAsync(endpoint, cancellationToken);
        if (!gateway.Equals(endpoint))
            return asked;
        try
        {
            return new ListenerOnBoth(asked, await inner.BindAsync(new IPEndPoint(IPAddress.Loopback, gateway.Port), cancellationToken));
        }
        catch
        {
            await asked.DisposeAsync();
            throw;
        }
    }
}

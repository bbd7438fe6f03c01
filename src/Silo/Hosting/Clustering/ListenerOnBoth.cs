using System.Net;
using Microsoft.AspNetCore.Connections;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>Takes connections at two addresses as one.</summary>
/// <param name="first">Takes them at the address that was asked for.</param>
/// <param name="second">Takes them at the other one.</param>
internal sealed class ListenerOnBoth(IConnectionListener first, IConnectionListener second) : IConnectionListener
{
    private readonly List<(IConnectionListener Listener, Task<ConnectionContext?> Next)> open =
        [.. new[] { first, second }.Select(listener => (listener, Accept(listener)))];

    /// <inheritdoc/>
    public EndPoint EndPoint => first.EndPoint;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (open.Count > 0)
        {
            var taken = await Task.WhenAny(open.Select(one => one.Next)).WaitAsync(cancellationToken);
            var index = open.FindIndex(one => one.Next == taken);
            var listener = open[index].Listener;
            open.RemoveAt(index);

            // One that takes no more says so by taking nothing.
            if (await taken is not { } connection)
                continue;
            open.Add((listener, Accept(listener)));
            return connection;
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await first.UnbindAsync(cancellationToken);
        await second.UnbindAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private static Task<ConnectionContext?> Accept(IConnectionListener listener) => listener.AcceptAsync(CancellationToken.None).AsTask();
}

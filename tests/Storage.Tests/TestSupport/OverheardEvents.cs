using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Overhears what EF does, on whichever database of the process.</summary>
internal abstract class OverheardEvents : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    /// <summary>Begins to listen.</summary>
    protected OverheardEvents() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <inheritdoc/>
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            subscriptions.Add(value.Subscribe(this));
    }

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value) => Hear(value.Key, value.Value);

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }

    /// <summary>Takes an event in, on the thread of whoever does what it tells.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it tells.</param>
    protected abstract void Hear(string name, object? value);
}

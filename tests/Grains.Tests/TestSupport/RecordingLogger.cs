using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Keeps the warnings and errors that it is told.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
            lines.Enqueue(formatter(state, exception));
    }
}

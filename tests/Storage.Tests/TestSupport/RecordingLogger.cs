using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>Waits for the first line; fails where the task ends without one.</summary>
    public async Task Said(Task task)
    {
        await Task.WhenAny(said.Task, task);
        Assert.True(said.Task.IsCompleted, "nothing was said");
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue(formatter(state, exception));
        said.TrySetResult();
    }
}

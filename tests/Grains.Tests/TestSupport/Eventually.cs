using System.Diagnostics;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Waits for something that happens elsewhere.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static Task<T> Gets<T>(Func<T> ask, Func<T, bool> isRight, string what) =>
        Gets(() => Task.FromResult(ask()), isRight, what);

    public static async Task<T> Gets<T>(Func<Task<T>> ask, Func<T, bool> isRight, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isRight(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"never came true: {what}; last seen {answer}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}

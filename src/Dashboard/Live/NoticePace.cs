using FastOde.Contracts.Notices;

namespace FastOde.Dashboard.Live;

/// <summary>Says the first notice at once, and what comes in the time after it together in one line, so that a thousand are no flood.</summary>
/// <param name="time">Tells the time.</param>
/// <param name="say">Says it, on no particular thread.</param>
public sealed class NoticePace(TimeProvider time, Action<NoticeDigest> say) : IDisposable
{
    /// <summary>Time between two lines.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private NoticeDigest waiting = new();
    private ITimer? timer;
    private bool hasEnded;

    /// <summary>Has notices to say.</summary>
    /// <param name="notices">The notices.</param>
    public void Add(IEnumerable<Notice> notices)
    {
        lock (gate)
        {
            foreach (var notice in notices)
                waiting.Add(notice);
            if (timer is not null || hasEnded)
                return;
            timer = time.CreateTimer(_ => Say(), null, Quiet, Quiet);
        }

        Say();
    }

    /// <summary>Says nothing more.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            hasEnded = true;
            timer?.Dispose();
        }
    }

    private void Say()
    {
        NoticeDigest said;
        lock (gate)
        {
            if (hasEnded)
                return;
            if (waiting.Count == 0)
            {
                timer?.Dispose();
                timer = null;
                return;
            }

            (said, waiting) = (waiting, new());
        }

        say(said);
    }
}

using FastOde.Contracts.Notices;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Live;

/// <summary>What is said of some notices in one line, however many they are.</summary>
public sealed class NoticeDigest
{
    private readonly SortedDictionary<NoticeKind, int> counts = [];
    private Notice? first;

    /// <summary>How many there are.</summary>
    public int Count => counts.Values.Sum();

    /// <summary>The notice, where there is just one.</summary>
    public Notice? Only => Count == 1 ? first : null;

    /// <summary>Whether something went wrong among them.</summary>
    public bool HasFailures => counts.ContainsKey(NoticeKind.Failed) || counts.ContainsKey(NoticeKind.Diverged);

    /// <summary>The line.</summary>
    public string Text => Only?.Text ?? $"{NumberText.Count(Count)} notices: {string.Join(", ", counts.Select(pair => $"{NumberText.Count(pair.Value)} {Word(pair.Key)}"))}";

    /// <summary>Has one more notice.</summary>
    /// <param name="notice">The notice.</param>
    public void Add(Notice notice)
    {
        first ??= notice;
        counts[notice.Kind] = counts.GetValueOrDefault(notice.Kind) + 1;
    }

    private static string Word(NoticeKind kind) => kind == NoticeKind.NewBest ? "new best" : kind.Word();
}

using FastOde.Contracts.Notices;

namespace FastOde.Dashboard.Tests.TestSupport;

/// <summary>Notices in memory.</summary>
internal sealed class FakeNotices : INoticeQueries
{
    private readonly List<Notice> all = [];

    public int Reads { get; private set; }

    public Exception? Failure { get; set; }

    /// <summary>Has one more: trial 1-n of an experiment failed, or what is named.</summary>
    public Notice Add(NoticeKind kind = NoticeKind.Failed)
    {
        var id = all.Count + 1;
        var notice = new Notice
        {
            Id = id,
            At = DateTimeOffset.UnixEpoch,
            Kind = kind,
            ExperimentId = 1,
            ExperimentName = "moons",
            TrialId = kind == NoticeKind.Finished ? null : FormattableString.Invariant($"1-{id}"),
            Metric = kind == NoticeKind.NewBest ? "curvature" : null,
            Value = kind == NoticeKind.NewBest ? 0.123456 : null,
        };
        all.Add(notice);
        return notice;
    }

    public Task<IReadOnlyList<Notice>> Notices(long after, int take, CancellationToken cancellationToken = default)
    {
        Reads++;
        return Failure is null
            ? Task.FromResult<IReadOnlyList<Notice>>([.. all.Where(notice => notice.Id > after).OrderByDescending(notice => notice.Id).Take(take)])
            : Task.FromException<IReadOnlyList<Notice>>(Failure);
    }
}

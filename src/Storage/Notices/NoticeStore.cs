using System.Linq.Expressions;
using FastOde.Contracts.Notices;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Notices;

/// <summary>Notices in the database.</summary>
/// <param name="database">The database.</param>
internal sealed class NoticeStore(DatabaseAccess database) : INoticeQueries
{
    /// <summary>A notice as it is read.</summary>
    public static readonly Expression<Func<NoticeEntity, Notice>> Record = notice => new Notice
    {
        Id = notice.Id,
        At = notice.At,
        Kind = notice.Kind,
        ExperimentId = notice.ExperimentId,
        ExperimentName = notice.ExperimentName,
        TrialId = notice.TrialId,
        Metric = notice.Metric,
        Value = notice.Value,
        Message = notice.Message,
    };

    /// <inheritdoc/>
    public Task<IReadOnlyList<Notice>> Notices(long after, int take, CancellationToken cancellationToken = default) => database.Read(
        async context => (IReadOnlyList<Notice>)await context.Notices.AsNoTracking().Where(notice => notice.Id > after)
            .OrderByDescending(notice => notice.Id).Take(take).Select(Record).ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);
}

using System.Globalization;
using FastOde.Contracts.Experiments;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Curation;

/// <summary>What people change of experiments, in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="undo">How long a deletion can be taken back.</param>
/// <param name="clock">Tells when something was asked for.</param>
internal sealed class CurationStore(DatabaseAccess database, TimeSpan undo, TimeProvider clock) : ICurationStore
{
    /// <inheritdoc/>
    public Task Edit(long experimentId, ExperimentEdit edit, CancellationToken cancellationToken)
    {
        var wanted = edit.Checked();
        return Change(
            experimentId,
            (_, experiment) =>
            {
                experiment.Name = wanted.Name ?? experiment.Name;
                experiment.Notes = wanted.Notes ?? experiment.Notes;
                experiment.Tags = wanted.Tags is { } tags ? TagText.Of(tags) : experiment.Tags;
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetArchived(long experimentId, bool archived, CancellationToken cancellationToken) => Change(
        experimentId,
        (_, experiment) =>
        {
            experiment.ArchivedAt = archived ? experiment.ArchivedAt ?? clock.Now() : null;
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset> Delete(long experimentId, CancellationToken cancellationToken) => (await Change(
        experimentId,
        async (context, experiment) =>
        {
            if (experiment.GoesAt is not null)
                return;
            if (await Hindrance.Of(context, experimentId, cancellationToken).ConfigureAwait(false) is { } hindrance)
                throw new ExperimentRefusedException(hindrance);
            experiment.GoesAt = clock.Now() + undo;
        },
        cancellationToken).ConfigureAwait(false)).GoesAt!.Value;

    /// <inheritdoc/>
    public Task Undelete(long experimentId, CancellationToken cancellationToken) => Change(
        experimentId,
        (_, experiment) =>
        {
            experiment.GoesAt = null;
            return Task.CompletedTask;
        },
        cancellationToken);

    private Task<ExperimentEntity> Change(long experimentId, Func<FastOdeContext, ExperimentEntity, Task> change, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var experiment = await context.Experiments.SingleOrDefaultAsync(row => row.Id == experimentId && !row.IsRemoving, cancellationToken).ConfigureAwait(false)
                ?? throw new KeyNotFoundException(string.Create(CultureInfo.InvariantCulture, $"There is no experiment {experimentId} in this database."));
            await change(context, experiment).ConfigureAwait(false);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return experiment;
        },
        cancellationToken);
}

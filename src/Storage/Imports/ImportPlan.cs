using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Imports;

/// <summary>Which experiments come in, and what they and those that they name are called here.</summary>
internal sealed class ImportPlan
{
    private readonly Dictionary<long, long> ids;

    private ImportPlan(Dictionary<long, long> ids) => this.ids = ids;

    /// <summary>Those that come in, by their ids there.</summary>
    public required IReadOnlyList<ImportedExperiment> Imported { get; init; }

    /// <summary>Those that were asked for and are here already.</summary>
    public required IReadOnlyList<ImportedExperiment> Known { get; init; }

    /// <summary>The highest id that an experiment here has or had, with those that come in.</summary>
    public required long HighestExperiment { get; init; }

    /// <summary>What an experiment of there is called here.</summary>
    public long IdOf(long there) => ids.GetValueOrDefault(there, there);

    /// <summary>Looks at both sides.</summary>
    /// <param name="source">The other data directory.</param>
    /// <param name="target">This database.</param>
    /// <param name="folders">Experiments whose folders lie in this data directory.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="ImportRefusedException">Something is in the way.</exception>
    public static async Task<ImportPlan> Make(
        ImportSource source, FastOdeContext target, IReadOnlyList<long> folders, ImportRequest request, CancellationToken cancellationToken)
    {
        var there = await Rows(source.Context, cancellationToken).ConfigureAwait(false);
        var here = await Rows(target, cancellationToken).ConfigureAwait(false);
        var chosen = Choose(source, there, request);

        // Two that were submitted in the same millisecond under the same name are one.
        var known = (
            from experiment in there
            join present in here on (experiment.CreatedAt, experiment.SpecName) equals (present.CreatedAt, present.SpecName)
            group present by experiment.Id).ToDictionary(group => group.Key, group => group.Min(present => present.Id));
        List<ImportedRow> coming = [.. chosen.Where(experiment => !known.ContainsKey(experiment.Id))];
        foreach (var experiment in coming)
            RefuseUnfinished(experiment);
        var highest = await target.HighestExperiment(cancellationToken).ConfigureAwait(false);
        var ids = Number(coming, [.. here.Select(experiment => experiment.Id), .. folders], here, highest, request.Renumber);
        foreach (var (id, present) in known)
            ids.TryAdd(id, present);
        foreach (var experiment in coming)
            RefuseLostLineage(experiment, ids, there, [.. here.Select(row => row.Id), .. ids.Values]);
        return new ImportPlan(ids)
        {
            HighestExperiment = coming.Select(experiment => ids[experiment.Id]).Append(highest).Max(),
            Imported = [.. coming.Select(experiment => Named(experiment, ids))],
            Known = [.. chosen.Except(coming).Select(experiment => Named(experiment, known))],
        };
    }

    private static async Task<List<ImportedRow>> Rows(FastOdeContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Experiments.AsNoTracking().OrderBy(experiment => experiment.Id)
            .Select(experiment => new
            {
                experiment.Id,
                experiment.Name,
                experiment.State,
                experiment.CreatedAt,
                experiment.GoesAt,
                experiment.Spec,
                experiment.EarlierResults,
                Trials = experiment.Trials.Count,
                Live = experiment.Trials.Count(trial => trial.State == TrialState.Queued || trial.State == TrialState.Running),
            })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => new ImportedRow(row.Id, row.Name, row.State, row.CreatedAt, row.Spec.Name, row.Trials, row.Live, row.GoesAt is not null, row.Spec, row.EarlierResults));
    }

    private static List<ImportedRow> Choose(ImportSource source, List<ImportedRow> there, ImportRequest request)
    {
        if (request.Experiments.Except(there.Select(experiment => experiment.Id)).ToList() is [var missing, ..])
            throw Refused($"there is no experiment {missing} in {source.Directory.Root}; it has {(there.Count == 0 ? "none" : string.Join(", ", there.Select(experiment => experiment.Id)))}");
        List<ImportedRow> chosen = [.. there.Where(experiment => request.Experiments.Count == 0 ? !experiment.IsDeleted : request.Experiments.Contains(experiment.Id))];
        if (chosen.Find(experiment => experiment.IsDeleted) is { } deleted)
            throw Refused($"experiment {deleted.Id} is deleted there; take that back first with fastode rm {deleted.Id} --undo --data {source.Directory.Root}");
        return chosen.Count > 0 ? chosen : throw Refused($"{source.Directory.Root} has no experiments");
    }

    private static void RefuseUnfinished(ImportedRow experiment)
    {
        if (experiment.State is ExperimentState.Running or ExperimentState.Paused || experiment.LiveTrials > 0)
            throw Refused($"experiment {experiment.Id} has not ended there; let it end or cancel it, or name those that have ended with --experiment");
    }

    /// <summary>Gives every experiment an id: its own where that is free.</summary>
    private static Dictionary<long, long> Number(List<ImportedRow> coming, HashSet<long> taken, List<ImportedRow> here, long highest, bool renumber)
    {
        List<long> without = [.. coming.Select(experiment => experiment.Id).Where(taken.Contains)];
        if (without.Count > 0 && !renumber)
        {
            var first = without[0];
            var by = here.Find(experiment => experiment.Id == first) is { } present ? $"is {present.Name}" : "has a folder of a lost experiment, see fastode doctor";
            throw Refused($"experiment {string.Join(", ", without)} cannot keep {(without.Count == 1 ? "its id" : "their ids")}: {first} {by} here; give {(without.Count == 1 ? "it another" : "them others")} with --renumber");
        }

        var ids = coming.Select(experiment => experiment.Id).Except(without).ToDictionary(id => id);
        var next = taken.Concat(ids.Keys).Append(highest).Max();
        foreach (var id in without)
            ids[id] = ++next;
        return ids;
    }

    /// <summary>What it learned from must come too, or be here: its id could mean another experiment here.</summary>
    private static void RefuseLostLineage(ImportedRow experiment, Dictionary<long, long> ids, List<ImportedRow> there, HashSet<long> here)
    {
        var (id, named) = (experiment.Id, experiment.Named().Where(other => !ids.ContainsKey(other)).Order().ToList());
        if (named.Find(other => there.Exists(row => row.Id == other)) is var left and > 0)
            throw Refused($"experiment {id} learned from experiment {left}, which would not come with it; name it too: --experiment {left} --experiment {id}");
        if (named.Find(here.Contains) is var other and > 0)
            throw Refused($"experiment {id} learned from experiment {other}, which is gone there and another one here; import it into a data directory of its own");
    }

    private static ImportedExperiment Named(ImportedRow experiment, Dictionary<long, long> ids) => new(experiment.Id, ids[experiment.Id], experiment.Name, experiment.Trials);

    private static ImportRefusedException Refused(FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture));
}

using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Contracts.Following;

/// <summary>
/// Gathers changes, from any thread, so that a burst is told once. Of a summary only the latest is kept, of points and
/// evaluation rows all.
/// </summary>
public sealed class ChangeBuffer
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TrialSummary> trials = [];
    private readonly Dictionary<string, List<MetricPoint>> points = [];
    private readonly List<EvaluationRecord> evaluations = [];
    private ExperimentSummary? experiment;

    /// <summary>Keeps the experiment's latest summary.</summary>
    /// <param name="summary">The summary.</param>
    public void Add(ExperimentSummary summary) => Add(new ExperimentChanges { Experiment = summary });

    /// <summary>Keeps a trial's latest summary.</summary>
    /// <param name="trial">The summary.</param>
    public void Add(TrialSummary trial) => Add(new ExperimentChanges { Trials = [trial] });

    /// <summary>Adds metric points of a trial.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="added">Its points.</param>
    public void Add(string trialId, IReadOnlyList<MetricPoint> added) =>
        Add(new ExperimentChanges { Points = new Dictionary<string, IReadOnlyList<MetricPoint>> { [trialId] = added } });

    /// <summary>Adds evaluation rows.</summary>
    /// <param name="rows">The rows.</param>
    public void Add(IReadOnlyList<EvaluationRecord> rows) => Add(new ExperimentChanges { Evaluations = rows });

    /// <summary>Adds later changes.</summary>
    /// <param name="changes">The changes.</param>
    public void Add(ExperimentChanges changes)
    {
        lock (gate)
        {
            experiment = changes.Experiment ?? experiment;
            foreach (var trial in changes.Trials)
                trials[trial.Id] = trial;

            foreach (var (trialId, added) in changes.Points)
            {
                if (!points.TryGetValue(trialId, out var list))
                    list = points[trialId] = [];

                list.AddRange(added);
            }

            evaluations.AddRange(changes.Evaluations);
        }
    }

    /// <summary>Everything gathered since the last call; empty where nothing was.</summary>
    public ExperimentChanges Take()
    {
        lock (gate)
        {
            var taken = new ExperimentChanges()
            {
                Experiment = experiment,
                Trials = [.. trials.Values],
                Points = points.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<MetricPoint>)pair.Value),
                Evaluations = [.. evaluations],
            };
            experiment = null;
            trials.Clear();
            points.Clear();
            evaluations.Clear();
            return taken;
        }
    }
}

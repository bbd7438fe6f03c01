using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Live;

/// <summary>
/// Gathers what observers bring from any thread, so that a page draws a burst of changes once. Of a summary only the
/// latest is kept, of points and evaluation rows all.
/// </summary>
public sealed class ChangeBuffer
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TrialSummary> trials = [];
    private readonly Dictionary<string, List<MetricPoint>> points = [];
    private readonly List<EvaluationRecord> evaluations = [];
    private ExperimentSummary? experiment;
    private LiveStatus status = LiveStatus.Connected;
    private bool changed;

    /// <summary>Keeps the experiment's latest summary.</summary>
    /// <param name="summary">The summary.</param>
    public void Add(ExperimentSummary summary) => Change(() => experiment = summary);

    /// <summary>Keeps a trial's latest summary.</summary>
    /// <param name="trial">The summary.</param>
    public void Add(TrialSummary trial) => Change(() => trials[trial.Id] = trial);

    /// <summary>Adds metric points of a trial.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="added">Its points.</param>
    public void Add(string trialId, IReadOnlyList<MetricPoint> added) => Change(() =>
    {
        if (!points.TryGetValue(trialId, out var list))
        {
            list = points[trialId] = [];
        }

        list.AddRange(added);
    });

    /// <summary>Adds evaluation rows.</summary>
    /// <param name="rows">The rows.</param>
    public void Add(IReadOnlyList<EvaluationRecord> rows) => Change(() => evaluations.AddRange(rows));

    /// <summary>Notes how the connection stands.</summary>
    /// <param name="next">The new status.</param>
    public void Add(LiveStatus next) => Change(() => status = next);

    /// <summary>Everything gathered since the last call, or null where nothing was.</summary>
    public ExperimentChanges? Take()
    {
        lock (gate)
        {
            if (!changed)
            {
                return null;
            }

            var taken = new ExperimentChanges
            {
                Experiment = experiment,
                Trials = new Dictionary<string, TrialSummary>(trials),
                Points = points.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<MetricPoint>)pair.Value),
                Evaluations = [.. evaluations],
                Status = status,
            };
            experiment = null;
            trials.Clear();
            points.Clear();
            evaluations.Clear();
            status = status == LiveStatus.Restored ? LiveStatus.Connected : status;
            changed = false;
            return taken;
        }
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            changed = true;
        }
    }
}

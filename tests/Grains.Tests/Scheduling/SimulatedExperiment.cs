using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Experiments;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Scheduling;

/// <summary>An experiment of the simulation, which keeps its trials in line by the board that experiments have.</summary>
internal sealed class SimulatedExperiment
{
    private const int LongestLine = 256;

    private readonly TrialBoard board = new();

    public SimulatedExperiment(long id, SlotTerms terms, IReadOnlyList<SimulatedTrial> trials)
    {
        (Id, Terms, Trials) = (id, terms, trials);
        board.Plan(trials.Count);
        board.Add(trials.Select((_, index) => Summary(index + 1, TrialState.Queued)));
    }

    public long Id { get; }

    public SlotTerms Terms { get; set; }

    public IReadOnlyList<SimulatedTrial> Trials { get; }

    /// <summary>Whether it has trials that have not ended.</summary>
    public bool IsUnfinished => !board.AllEnded;

    /// <summary>The trials that get in line now.</summary>
    public IEnumerable<string> ToStart()
    {
        foreach (var trial in board.ToStart(Terms.ConcurrentTrials ?? LongestLine, again: false))
        {
            board.PutInLine(trial);
            yield return trial.Id;
        }
    }

    /// <summary>A trial stands differently.</summary>
    public void Note(SimulatedTrial trial, TrialState state) =>
        board.Update(Summary(int.Parse(trial.Id.Split('-')[1], CultureInfo.InvariantCulture), state));

    private TrialSummary Summary(int number, TrialState state) => new()
    {
        Id = FormattableString.Invariant($"{Id}-{number}"),
        ExperimentId = Id,
        Number = number,
        Parameters = new Dictionary<string, ParameterValue>(),
        Seed = 0,
        State = state,
        Iterations = 1,
    };
}

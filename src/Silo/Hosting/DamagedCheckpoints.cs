using FastOde.Contracts.Results;
using FastOde.FlowMatching.Checkpoints;
using FastOde.Silo.Output;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Hosting;

/// <summary>
/// Looks at the checkpoints from which trials would go on, before any of them does. A crash cannot damage one, so that a
/// damaged one means the disk or a hand: the user decides whether to go on from the one before it.
/// </summary>
/// <param name="results">What is stored of the trials.</param>
/// <param name="data">Where the checkpoints are.</param>
internal sealed class DamagedCheckpoints(IResultQueries results, DataDirectory data)
{
    /// <summary>Refuses to go on with an experiment that has a damaged checkpoint.</summary>
    /// <exception cref="CommandFailure">It has; each is one line with the file and the cure.</exception>
    public async Task Refuse(long experimentId, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (var trial in await results.Trials(experimentId, cancellationToken))
        {
            // Of a large study most have not begun and have left nothing to look at.
            if (trial.State is TrialState.Queued or TrialState.Running && trial.Attempts > 0 && await Problem(trial.Id, cancellationToken) is { } problem)
                problems.Add($"trial {trial.Id}: {problem}");
        }

        if (problems.Count > 0)
            throw new CommandFailure(ExitCode.Environment, string.Join(Environment.NewLine, problems));
    }

    private async Task<string?> Problem(string trialId, CancellationToken cancellationToken)
    {
        var trial = await results.Trial(trialId, cancellationToken);
        var newest = trial?.Artifacts
            .Where(artifact => artifact.Kind == ArtifactKinds.Checkpoint)
            .OrderByDescending(artifact => artifact.Step)
            .Select(artifact => data.Absolute(artifact.Path))
            .FirstOrDefault(File.Exists);
        try
        {
            if (newest is not null)
                CheckpointDirectory.Load(newest);
            return null;
        }
        catch (CheckpointException damage)
        {
            return damage.Message;
        }
    }
}

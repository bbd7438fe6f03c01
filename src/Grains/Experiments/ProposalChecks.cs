using System.Globalization;
using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Grains.Experiments;

/// <summary>Holds assignments that a program proposes to what holds for those of a sampler.</summary>
/// <param name="datasets">The data sets of images that were added.</param>
/// <param name="teachers">The trials that others learn from.</param>
internal sealed class ProposalChecks(ImageDatasetStore datasets, Teachers teachers)
{
    private readonly DataShapes shapes = new(datasets);

    /// <summary>The assignments in the order of the space, without values that their trials have no use for.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="proposed">The assignments.</param>
    /// <param name="earlier">Those that were proposed before.</param>
    /// <param name="cancellationToken">Ends the look for teachers.</param>
    /// <exception cref="ExperimentRefusedException">One of them cannot be tried, or is tried already.</exception>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>>> Checked(
        ExperimentSpec spec,
        IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> proposed,
        IEnumerable<IReadOnlyDictionary<string, ParameterValue>> earlier,
        CancellationToken cancellationToken)
    {
        if (proposed.Count is 0 or > Proposal.MostAssignments)
            throw new ExperimentRefusedException(string.Create(CultureInfo.InvariantCulture, $"{proposed.Count} assignments were proposed; expected 1 to {Proposal.MostAssignments:N0} at once."));
        var space = new SearchSpace(spec.Search.Space, spec.Template, spec.Search.Constraints);
        var known = earlier.Select(ParameterLabel.Full).ToHashSet(StringComparer.Ordinal);
        List<IReadOnlyDictionary<string, ParameterValue>> found = [];
        foreach (var (place, values) in proposed.Index())
        {
            if (SpaceProblem(space, values) is { } outside)
                throw Refused(place, values, outside);
            var assignment = space.Complete(values);
            var whole = assignment.ToDictionary();
            if (!space.Allows(assignment))
                throw Refused(place, values, "it does not meet search.constraints");
            if (!known.Add(ParameterLabel.Full(whole)))
                throw Refused(place, values, "it was proposed before; seeds, which extend adds, try an assignment again");
            if (await TrialProblem(spec, whole, cancellationToken) is { } problem)
                throw Refused(place, values, problem);
            found.Add(whole);
        }

        return found;
    }

    private static string? SpaceProblem(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> values)
    {
        if (values.Keys.FirstOrDefault(key => space.Find(key) is null) is { } unknown)
            return $"{unknown} is not searched; the keys of search.space are {string.Join(", ", space.Dimensions.Select(dimension => dimension.Key))}";
        foreach (var dimension in space.DecisionOrder)
        {
            var isActive = SearchSpace.IsActive(dimension, values);
            var isGiven = values.TryGetValue(dimension.Key, out var value);
            if (isGiven && !isActive)
                return $"{dimension.Key} exists only where its condition in search.space is met; leave it out";
            if (isActive && value is null)
                return $"{dimension.Key} is missing";
            if (isGiven && !dimension.CanBe(value!))
                return $"{dimension.Key} cannot be {value} by search.space";
        }

        return null;
    }

    private async Task<string?> TrialProblem(ExperimentSpec spec, IReadOnlyDictionary<string, ParameterValue> values, CancellationToken cancellationToken)
    {
        if (spec.Trial.Function is not null)
            return null;
        var trial = spec.Template.With(values);
        if (TrainingProblems.Of(trial, shapes.Of(trial.Data)).Concat(CouplingChecks.Problems(trial)).FirstOrDefault() is { } problem)
            return $"{problem.Key}: {problem.Message.TrimEnd('.')}";
        return (await teachers.Problem(trial, cancellationToken))?.TrimEnd('.');
    }

    private static ExperimentRefusedException Refused(int place, IReadOnlyDictionary<string, ParameterValue> values, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Assignment {place + 1} of the proposal ({ParameterLabel.Full(values)}): {reason}."));
}

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>
/// Chooses the copy of a network's weights that is taken: the one that a user named, else the one average, else the one copy
/// of weights as trained. Between two that no rule tells apart the user has to choose.
/// </summary>
/// <param name="file">The file, for messages.</param>
/// <param name="network">What messages call the network.</param>
/// <param name="copies">Its copies there.</param>
/// <param name="named">The names that a user gave; empty where the rule is to decide.</param>
internal sealed class WeightChoice(string file, string network, NetworkCopies copies, IReadOnlyList<string> named)
{
    private const int MostListed = 5;
    private const string Choose = "Choose one with --weights NAME.";

    /// <summary>Whether a user's name means one of the copies.</summary>
    public bool Answers(string name) => copies.Answering(name) is not null;

    /// <summary>The names of the copies that fit, each with its kind.</summary>
    public IEnumerable<string> Names => copies.Fitting.Select(copy => copy.ToString());

    /// <summary>The copy that a user's names mean; null where they mean none.</summary>
    /// <exception cref="CheckpointException">They mean several copies, or one that does not fit.</exception>
    public WeightCopy? Named()
    {
        List<WeightCopy> meant = [];
        foreach (var name in named)
        {
            var answering = copies.Fitting.Where(copy => copy.Answers(name)).ToList();
            meant.AddRange(answering.Find(copy => copy.Name == name) is { } exact ? [exact] : answering);
            if (answering.Count == 0 && copies.Answering(name) is { } unfit)
                throw Unfit(unfit, $" '{unfit.Name}'");
        }

        return meant.Count == 0 ? null : OneOf([.. meant.Distinct()], $"'{string.Join("', '", named)}' means");
    }

    /// <summary>The copy that the rule takes.</summary>
    /// <param name="average">Whether an average is preferred or weights as trained, after the copy of another network that a user named; null for the rule alone.</param>
    /// <exception cref="CheckpointException">No copy fits, no rule tells two apart, or averages are there that do not fit.</exception>
    public WeightCopy ByRule(bool? average)
    {
        var averages = copies.Fitting.Where(copy => copy.IsAverage).ToList();
        var trained = copies.Fitting.Where(copy => !copy.IsAverage).ToList();
        if (average == false && trained.Count > 0)
            return OneOf(trained, "it holds");
        if (averages.Count > 0)
            return OneOf(averages, "it holds");
        if (trained.Count == 0)
            throw Unfit(copies.Nearest, "");
        return copies.StrayAverage() is { } stray
            ? throw new CheckpointException(
                $"The weights '{file}' hold averages that do not fit the spec's {network}, {stray}. Give the spec of the networks that were trained, or take the weights as trained: --weights {trained[0].Name}.")
            : OneOf(trained, "it holds");
    }

    private WeightCopy OneOf(List<WeightCopy> equal, string what) => equal is [var only]
        ? only
        : throw new CheckpointException(
            $"The weights '{file}' leave open which are the {network}'s: {what} {string.Join(", ", equal.Take(MostListed))}{(equal.Count > MostListed ? ", …" : "")}, and all fit. {Choose}");

    private CheckpointException Unfit(WeightCopy copy, string where) => new(
        $"The weights '{file}'{where} do not fit the spec's {network}, {copy.Fault}{(copy.Fault!.EndsWith('…') ? "" : ".")} Give the spec of the networks that were trained.");
}

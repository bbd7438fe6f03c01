namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>Chooses the copies of several networks' weights together, so that names that a user gave serve all of them.</summary>
/// <param name="names">Those names; empty where the rule is to decide.</param>
internal sealed class ChosenWeights(IReadOnlyList<string> names)
{
    private readonly List<(NetworkPlace Place, NetworkCopies Copies, WeightChoice Choice)> networks = [];

    /// <summary>Adds a network.</summary>
    /// <param name="source">The file that holds it.</param>
    /// <param name="encoder">Whether it is the encoder.</param>
    /// <param name="state">Its tensors, in the order of the state dict.</param>
    /// <param name="other">Those of the other network of the pair.</param>
    /// <param name="alone">Whether the file holds nothing but this network.</param>
    public void Add(WeightSource source, bool encoder, IReadOnlyList<StateEntry> state, IReadOnlyList<StateEntry> other, bool alone)
    {
        var copies = new NetworkCopies(source, encoder, state, other, alone);
        var place = new NetworkPlace(encoder ? "encoder" : "velocity network", encoder ? "encoder." : "velocity.", source.File, state);
        networks.Add((place, copies, new WeightChoice(source.File, place.Name, copies, names)));
    }

    /// <summary>The networks with their copies, in the order in which they were added.</summary>
    /// <exception cref="CheckpointException">A copy does not fit or is not there, or it is open which is meant.</exception>
    public IReadOnlyList<ChosenNetwork> Choose()
    {
        foreach (var name in names.Where(name => !networks.Any(network => network.Choice.Answers(name))))
        {
            var held = networks.SelectMany(network => network.Choice.Names).Distinct().ToArray();
            throw new CheckpointException(
                $"The weights '{networks[0].Place.File}' have no copy '{name}'{(held.Length > 0 ? $"; they have {string.Join(", ", held)}" : "")}. Give one of the copies' names to --weights, or leave it out.");
        }

        var named = networks.Select(network => network.Choice.Named()).ToArray();
        var average = named.FirstOrDefault(copy => copy is not null)?.IsAverage;
        return [.. networks.Select((network, i) => new ChosenNetwork(network.Place, network.Copies, named[i] ?? network.Choice.ByRule(average)))];
    }
}

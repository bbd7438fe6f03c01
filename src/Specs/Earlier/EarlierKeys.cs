namespace FastOde.Specs.Earlier;

/// <summary>Keys and values that specs had under other names, and what to write in their place.</summary>
internal static class EarlierKeys
{
    private static readonly Dictionary<string, Func<string, string>> Keys = new()
    {
        ["coupling.penalty"] = value => $"Penalties are a list now; write penalties: {value}.",
        ["coupling.weight"] = value => $"Each penalty has a weight of its own now; write penalties: [{{ kind: sliced-wasserstein, weight: {value} }}].",
        ["coupling.directions"] = value => $"This key belongs to its penalty now; write penalties: [{{ kind: sliced-wasserstein, directions: {value} }}].",
        ["coupling.criticChannels"] = value => $"This key belongs to its penalty now; write penalties: [{{ kind: critic, channels: {value} }}].",
        ["coupling.criticLearningRate"] = value => $"This key belongs to its penalty now; write penalties: [{{ kind: critic, learningRate: {value} }}].",
        ["coupling.criticGradientPenalty"] = value => $"This key belongs to its penalty now; write penalties: [{{ kind: critic, gradientPenalty: {value} }}].",
        ["coupling.solver"] = value => $"This key is called pairing now; write pairing: {value}.",
    };

    private static readonly Dictionary<string, string> Paths = new()
    {
        ["coupling.penalty"] = "coupling.penalties",
        ["coupling.weight"] = "coupling.penalties.sliced-wasserstein.weight, or the weight of another penalty",
        ["coupling.directions"] = "coupling.penalties.sliced-wasserstein.directions",
        ["coupling.criticChannels"] = "coupling.penalties.critic.channels",
        ["coupling.criticLearningRate"] = "coupling.penalties.critic.learningRate",
        ["coupling.criticGradientPenalty"] = "coupling.penalties.critic.gradientPenalty",
        ["coupling.solver"] = "coupling.pairing",
    };

    /// <summary>What to write for a key; null where it has never been one.</summary>
    /// <param name="path">Its path within the trial.</param>
    /// <param name="value">What stands there.</param>
    internal static string? Advice(string path, string value) => Keys.GetValueOrDefault(path)?.Invoke(value);

    /// <summary>What to write for a key of the search space; null where it has never been one.</summary>
    internal static string? PathAdvice(string path) => Paths.TryGetValue(path, out var now) ? $"This key has another path now; write {now}." : null;

    /// <summary>What to write for a value; null where it has never been one.</summary>
    internal static string? ValueAdvice(string path, string? value) => (path, value) is ("coupling.kind", "distillation")
        ? "Distillation is a method now, and brings its own pairs; write method: { kind: distillation, teacher: 3-1 } in place of the coupling."
        : null;
}

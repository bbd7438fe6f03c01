using System.Text.Json.Nodes;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Earlier;

/// <summary>
/// Reads trials that were stored before kinds had keys of their own, in the words of today. The one place that knows both:
/// an earlier trial states every key of every kind, and says by none of them which it uses.
/// </summary>
internal static class EarlierTrial
{
    private static readonly (string Earlier, string Kind, string Key)[] PenaltyKeys =
    [
        ("directions", "sliced-wasserstein", "directions"),
        ("criticChannels", "critic", "channels"),
        ("criticLearningRate", "critic", "learningRate"),
        ("criticGradientPenalty", "critic", "gradientPenalty"),
    ];

    /// <summary>Whether a tree has today's words.</summary>
    internal static bool IsCurrent(JsonObject tree) => tree.ContainsKey(TrialTree.FormatKey);

    /// <summary>Sets a value in the words of its time.</summary>
    internal static void Set(JsonObject tree, string path, JsonNode value)
    {
        var words = path.Split('.');
        foreach (var word in words[..^1])
        {
            if (tree[word] is not JsonObject inner)
                tree[word] = inner = [];
            tree = inner;
        }

        tree[words[^1]] = value;
    }

    /// <summary>The tree in today's words.</summary>
    internal static JsonObject Upgrade(JsonObject tree)
    {
        tree[TrialTree.FormatKey] = TrialTree.Format;
        if (tree["function"] is not null)
            return tree;
        if (tree["coupling"] is JsonObject coupling)
            Coupling(tree, coupling);
        if (tree["evaluation"] is JsonObject evaluation && evaluation["solvers"] is JsonArray solvers)
        {
            evaluation["solvers"] = new JsonObject(solvers.Select(solver =>
                KeyValuePair.Create(solver!["name"]!.GetValue<string>(), solver["numbers"]?.DeepClone())));
        }

        return tree;
    }

    private static void Coupling(JsonObject tree, JsonObject coupling)
    {
        if (coupling["solver"] is { } pairing)
            coupling["pairing"] = pairing.DeepClone();
        var acting = new JsonObject();
        foreach (var kind in (coupling["penalty"]?.GetValue<string>() ?? "kl").Split('+'))
        {
            JsonObject keys = [];
            if (kind != "kl" && coupling["weight"] is { } weight)
                keys["weight"] = weight.DeepClone();
            foreach (var key in PenaltyKeys.Where(key => key.Kind == kind && coupling[key.Earlier] is not null))
                keys[key.Key] = coupling[key.Earlier]!.DeepClone();
            acting[kind] = keys;
        }

        coupling["penalties"] = acting;
        if (coupling["kind"]?.GetValue<string>() != "distillation")
            return;
        tree["method"] = coupling.DeepClone();
        coupling["kind"] = "independent";
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using FastOde.Specs;

namespace FastOde.Grains.Experiments;

/// <summary>What decides how long a step of a trial takes and how large its files are: data, networks, batch, coupling and method by their kinds.</summary>
internal static class TrialShape
{
    private static readonly string[] Whole = ["function", "data", "network", "encoder", "priorNetwork", "batchSize", "accumulation"];
    private static readonly string[] ByKind = ["coupling", "method"];

    /// <summary>Trials of the same shape have the same text.</summary>
    public static string Of(TrialSpec trial)
    {
        var tree = JsonSerializer.SerializeToNode(trial, JsonSerializerOptions.Web)!.AsObject();
        return string.Join('\n', [.. Whole.Select(key => tree[key]?.ToJsonString() ?? ""), .. ByKind.Select(key => Kind(tree[key]))]);
    }

    private static string Kind(JsonNode? group) => group?["kind"]?.ToString() ?? "";
}

using System.Text.Json.Nodes;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Reads what <c>--json</c> wrote.</summary>
internal static class Report
{
    public static JsonNode Read(Workspace workspace, string name = "report.json") =>
        JsonNode.Parse(File.ReadAllText(workspace.Path(name)))!;

    public static IReadOnlyList<JsonNode> Trials(this JsonNode report) => [.. report["trials"]!.AsArray().Select(trial => trial!)];

    public static string Text(this JsonNode node, string key) => node[key]!.GetValue<string>();

    public static double Number(this JsonNode node, string key) => node[key]!.GetValue<double>();

    /// <summary>Weights and measurements of every trial: what has to be the same, bit for bit, however often a run was killed.</summary>
    public static string Results(this JsonNode report) => string.Join('\n', report.Trials().Select(trial =>
        $"{trial["parameters"]!.ToJsonString()} {trial["seed"]} {trial["weightsSha256"]} " + string.Join(' ', trial["evaluations"]!.AsArray().Select(row =>
            $"{row!["step"]}:{row["metric"]}:{row["solver"]}:{row["steps"]}:{row["nfe"]}={row["value"]}"))));
}

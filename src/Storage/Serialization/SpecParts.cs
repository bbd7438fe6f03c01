using System.Text.Json.Nodes;
using FastOde.Specs;

namespace FastOde.Storage.Serialization;

/// <summary>
/// The spec of an assignment as those members of its JSON that differ from the experiment's trial; null stands for one that it
/// lacks. Most of a spec is the same for all assignments and is stored with the experiment alone.
/// </summary>
internal static class SpecParts
{
    /// <summary>The parts of a spec that differ.</summary>
    /// <param name="experiment">The experiment's spec as it is stored.</param>
    /// <param name="spec">What a trial of the assignment runs.</param>
    public static string Differing(string experiment, TrialSpec spec)
    {
        var parts = StorageJson.Read<JsonObject>(StorageJson.Write(spec));
        foreach ((var name, var shared) in Shared(experiment))
        {
            if (!parts.ContainsKey(name))
                parts[name] = null;
            else if (JsonNode.DeepEquals(parts[name], shared))
                parts.Remove(name);
        }

        return StorageJson.Write(parts);
    }

    /// <summary>The spec that <see cref="Differing"/> was given.</summary>
    /// <param name="experiment">The experiment's spec as it is stored.</param>
    /// <param name="differing">The parts that differ.</param>
    /// <exception cref="StorageException">A text is not what its column should hold.</exception>
    public static TrialSpec Whole(string experiment, string differing)
    {
        var spec = Shared(experiment);
        foreach ((var name, var part) in StorageJson.Read<JsonObject>(differing))
        {
            if (part is null)
                spec.Remove(name);
            else
                spec[name] = part.DeepClone();
        }

        return StorageJson.Read<TrialSpec>(spec.ToJsonString());
    }

    private static JsonObject Shared(string experiment) => StorageJson.Read<JsonObject>(experiment)["trial"] as JsonObject ?? [];
}

using System.Text.Json.Nodes;

namespace FastOde.Specs.Schema;

/// <summary>Turns trees of keys into trials and back.</summary>
internal static class TrialTree
{
    /// <summary>The key that says by which words a stored tree was written.</summary>
    internal const string FormatKey = "format";

    /// <summary>The words of this version.</summary>
    internal const int Format = 2;

    /// <summary>The trial of a tree of this version.</summary>
    internal static TrialSpec Read(SpecSchema schema, JsonObject tree) => tree["function"] is { } function
        ? new TrialSpec
        {
            Function = function.GetValue<string>(),
            Arguments = (tree["arguments"] as JsonObject)?.ToDictionary(argument => argument.Key, argument => argument.Value!.GetValue<double>()) ?? [],
        }
        : (TrialSpec)RecordTree.Read(schema.Trial, tree);

    /// <summary>The tree of a trial.</summary>
    internal static JsonObject Write(TrialSpec trial)
    {
        if (trial.Function is null)
        {
            var tree = RecordTree.Write(SpecSchema.Standard.Trial, trial);
            tree.Insert(0, FormatKey, Format);
            return tree;
        }

        return new()
        {
            [FormatKey] = Format,
            ["function"] = trial.Function,
            ["arguments"] = new JsonObject(trial.Arguments.Select(argument => KeyValuePair.Create<string, JsonNode?>(argument.Key, argument.Value))),
        };
    }
}

using FastOde.Specs.Schema;

namespace FastOde.Specs.Reading;

/// <summary>Finds keys that no assignment of a spec has a use for.</summary>
internal static class IdleKeys
{
    /// <summary>Adds a problem for each.</summary>
    internal static void Report(SpecSchema schema, ExperimentSpec spec, SpecText text, SpecProblems problems)
    {
        Dictionary<string, string?> found = [];
        Dictionary<string, string?> foreign = [];
        HashSet<string> active = [];
        foreach (var assignment in KindChoices.Of(schema, spec.Search.Space).Take(KindChoices.Most))
        {
            foreach (var (path, idle, isForeign) in KeyUse.Of(schema, spec.Template.Assigned(assignment)))
            {
                if (idle is null)
                    active.Add(path);
                else
                    (isForeign ? foreign : found).TryAdd(path, idle);
            }

            // A key of a kind that does not act leaves no trace in the tree.
            foreach (var key in assignment.Keys.Where(key => !active.Contains(key) && !foreign.ContainsKey(key)))
                found.TryAdd(key, "The trial has no use for this key: what it belongs to does not act. Name that in penalties, or remove the key.");
        }

        // Where some kind of the search has the key, what else it waits for says more than that another kind has none.
        foreach (var (path, reason) in foreign)
            found.TryAdd(path, reason);
        foreach (var (path, idle) in found.Where(key => !active.Contains(key.Key)))
        {
            if (text.Has($"trial.{path}"))
                problems.Add(text.Line($"trial.{path}"), $"trial.{path}", idle!);
            else if (text.InSpace(path))
                problems.Add(text.Line($"search.space.{path}"), $"search.space.{path}", idle!);
        }
    }
}

using FastOde.Storage.Database;
using FastOde.Storage.Serialization;

namespace FastOde.Storage.Experiments;

/// <summary>Stores what trials run, for each assignment once.</summary>
internal static class AssignmentKeys
{
    private const string Insert = "INSERT INTO assignments (experiment_id, parameters, spec) VALUES (@p0, @p1, @p2) RETURNING id";

    /// <summary>The key of each plan's assignment, which is stored where it is new.</summary>
    /// <param name="context">The context.</param>
    /// <param name="experimentId">The experiment, which is stored.</param>
    /// <param name="plans">Trials to be added.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    public static async Task<IReadOnlyList<long>> KeysOfAssignments(
        this FastOdeContext context, long experimentId, IReadOnlyList<TrialPlan> plans, CancellationToken cancellationToken)
    {
        var experiment = "";
        await context.Statements.Read("SELECT spec FROM experiments WHERE id = @p0", row => experiment = row.GetString(0), cancellationToken, experimentId)
            .ConfigureAwait(false);
        List<(string Parameters, string Spec)> wanted =
            [.. plans.Select(plan => (StorageJson.Write(plan.Parameters), SpecParts.Differing(experiment, plan.Spec)))];
        var known = new Dictionary<(string Parameters, string Spec), long>();
        await context.Statements.Read(
            $"SELECT id, parameters, spec FROM assignments WHERE experiment_id = @p0 AND parameters IN ({context.Texts("@p1")})",
            row => known[(row.GetString(1), row.GetString(2))] = row.GetInt64(0),
            cancellationToken,
            experimentId,
            StorageJson.Write(wanted.Select(assignment => assignment.Parameters).Distinct())).ConfigureAwait(false);
        var keys = new List<long>(plans.Count);
        foreach (var assignment in wanted)
        {
            if (!known.TryGetValue(assignment, out var key))
            {
                key = await context.Statements.Number(Insert, cancellationToken, experimentId, assignment.Parameters, assignment.Spec).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"an assignment of experiment {experimentId} was stored without a key");
                known[assignment] = key;
            }

            keys.Add(key);
        }

        return keys;
    }
}

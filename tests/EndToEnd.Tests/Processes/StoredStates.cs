using Microsoft.Data.Sqlite;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>What the database of a data directory says of experiments and trials, and changes to it from outside.</summary>
internal static class StoredStates
{
    /// <summary>The states of all trials, by experiment and number.</summary>
    public static IReadOnlyList<string> Trials(Workspace workspace) =>
        Column(workspace, "SELECT state FROM trials ORDER BY experiment_id, number");

    /// <summary>The ids of the trials that are complete.</summary>
    public static IReadOnlyList<string> Completed(Workspace workspace) => Column(workspace, "SELECT public_id FROM trials WHERE state = 'Completed' ORDER BY id");

    /// <summary>The states of all experiments.</summary>
    public static IReadOnlyList<string> Experiments(Workspace workspace) => Column(workspace, "SELECT state FROM experiments ORDER BY id");

    /// <summary>How the attempts of all trials ended, each kind once.</summary>
    public static IReadOnlyList<string> Attempts(Workspace workspace) => Column(workspace, "SELECT DISTINCT state FROM attempts ORDER BY state");

    /// <summary>With what each attempt has trained, as it is stored.</summary>
    public static IReadOnlyList<string> Environments(Workspace workspace) => Column(workspace, "SELECT environment FROM attempts ORDER BY trial_id, epoch");

    /// <summary>The assignment, the seed and the weights of every trial, and its evaluations to the last bit.</summary>
    public static IReadOnlyList<string> Results(Workspace workspace) => Column(
        workspace,
        """
        SELECT t.public_id || ' ' || a.parameters || ' ' || t.seed || ' ' || COALESCE(t.weights_sha256, '-') FROM trials t JOIN assignments a ON a.id = t.assignment_id
        UNION ALL
        SELECT t.public_id || ' ' || e.step || ' ' || m.name || '@' || s.name || '-' || e.number || ' ' || e.steps || ' ' || e.nfe || ' ' || IIF(e.value IS NULL, '-', printf('%.17g', e.value))
        FROM evaluations e JOIN trials t ON t.id = e.trial_id JOIN metrics m ON m.id = e.metric_id JOIN solvers s ON s.id = e.solver_id
        ORDER BY 1
        """);

    /// <summary>Number, seed and assignment of every trial, by number.</summary>
    public static IReadOnlyList<string> Suggestions(Workspace workspace) => Column(
        workspace, "SELECT t.number || ' ' || t.seed || ' ' || a.parameters FROM trials t JOIN assignments a ON a.id = t.assignment_id ORDER BY t.experiment_id, t.number");

    /// <summary>Every measured point of every trial, with its value to the last bit.</summary>
    public static IReadOnlyList<string> Points(Workspace workspace) => Column(
        workspace,
        "SELECT s.trial_id || ' ' || s.name || ' ' || p.step || ' ' || IIF(p.value IS NULL, '-', printf('%.17g', p.value)) FROM metric_points p JOIN metric_series s ON s.id = p.series_id ORDER BY s.trial_id, s.name, p.step");

    /// <summary>The files on record, as paths in the data directory.</summary>
    public static IReadOnlyList<string> Files(Workspace workspace) => Column(workspace, "SELECT path FROM artifacts ORDER BY path");

    /// <summary>The attempts during which another one of the same experiment was running.</summary>
    public static IReadOnlyList<string> AttemptsAtOnce(Workspace workspace) => Column(
        workspace,
        """
        SELECT t.public_id || ' ' || a.epoch FROM attempts a JOIN trials t ON t.id = a.trial_id
        WHERE EXISTS (SELECT 1 FROM attempts b JOIN trials u ON u.id = b.trial_id
            WHERE (b.trial_id, b.epoch) <> (a.trial_id, a.epoch) AND u.experiment_id = t.experiment_id AND b.started_at < a.ended_at AND a.started_at < b.ended_at)
        """);

    /// <summary>The entries of the audit, the first one first.</summary>
    public static IReadOnlyList<string> Audit(Workspace workspace) =>
        Column(workspace, "SELECT action || ' ' || COALESCE(subject, '-') || ' ' || COALESCE(outcome, 'not known') FROM audit ORDER BY id");

    /// <summary>Makes a finished study look as if its first trial had failed for good.</summary>
    public static void Fail(Workspace workspace) => Column(
        workspace,
        "UPDATE trials SET state = 'Failed', message = 'broken pipe', weights_sha256 = NULL WHERE id = 1; UPDATE attempts SET state = 'Failed' WHERE trial_id = 1");

    private static List<string> Column(Workspace workspace, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={workspace.Path("experiments.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read())
            values.Add(reader.GetString(0));
        return values;
    }
}

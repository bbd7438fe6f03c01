using Microsoft.Data.Sqlite;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>What the database of a data directory says of experiments and trials, and changes to it from outside.</summary>
internal static class StoredStates
{
    /// <summary>The states of all trials, by experiment and number.</summary>
    public static IReadOnlyList<string> Trials(Workspace workspace) =>
        Column(workspace, "SELECT state FROM trials ORDER BY experiment_id, number");

    /// <summary>The states of all experiments.</summary>
    public static IReadOnlyList<string> Experiments(Workspace workspace) => Column(workspace, "SELECT state FROM experiments ORDER BY id");

    /// <summary>How the attempts of all trials ended, each kind once.</summary>
    public static IReadOnlyList<string> Attempts(Workspace workspace) => Column(workspace, "SELECT DISTINCT state FROM attempts ORDER BY state");

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

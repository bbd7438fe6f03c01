using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Storage.Experiments;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Bench.Storage;

/// <summary>Databases to measure.</summary>
internal static class Filling
{
    private const int AtOnce = 1000;

    /// <summary>Stores and ends trials, as the grains do.</summary>
    public static async Task Trials(IServiceProvider services, int trials, int seeds)
    {
        var experiments = services.GetRequiredService<IExperimentStore>();
        var store = services.GetRequiredService<ITrialStore>();
        var measurements = services.GetRequiredService<IMeasurementStore>();
        var spec = new ExperimentSpec() { Name = "sweep", Trial = new TrialSpec { Coupling = new LearnedCouplingSpec() } };
        long id = 0;
        for (var first = 1; first <= trials; first += AtOnce)
        {
            TrialPlan[] plans = [.. Enumerable.Range(first - 1, Math.Min(AtOnce, trials - first + 1)).Select(index => Plan(index / seeds, index % seeds))];
            if (first == 1)
                id = await experiments.Create(spec, trials, "bench", submitter: null, CancellationToken.None);
            await experiments.AddTrials(id, first, plans, CancellationToken.None);
        }

        for (var number = 1; number <= trials; number++)
        {
            AttemptLease lease = await store.BeginAttempt($"{id}-{number}", "host/cpu-0", TimeSpan.FromMinutes(1), CancellationToken.None);
            await measurements.Add(lease, [new EvaluationReport { Rows = [Cell(lease.TrialId)], Objective = 1.5 }], CancellationToken.None);
            await store.EndAttempt(
                new AttemptOutcome { Lease = lease, State = AttemptState.Completed, Step = 1, WeightsSha256 = new string('a', 64) },
                TrialState.Completed,
                CancellationToken.None);
        }
    }

    /// <summary>Adds metric series to every trial; each has its points 10 steps apart.</summary>
    public static void Points(string database, int series, int points)
    {
        Execute(
            database,
            """
            WITH RECURSIVE names(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM names WHERE i < @a)
            INSERT INTO metric_series (trial_id, name) SELECT trials.id, 'metric-' || names.i FROM trials, names;
            WITH RECURSIVE steps(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM steps WHERE i < @b)
            INSERT INTO metric_points SELECT metric_series.id, steps.i * 10, sqrt(steps.i) / metric_series.id FROM metric_series CROSS JOIN steps;
            """,
            series,
            points);
    }

    /// <summary>Stores experiments whose trials have all completed, each with a value for the objective.</summary>
    public static async Task Sweeps(IServiceProvider services, string database, int count, int trials)
    {
        var experiments = services.GetRequiredService<IExperimentStore>();
        var objective = new ObjectiveSpec { Metric = "wasserstein2@euler-1" };
        for (var sweep = 1; sweep <= count; sweep++)
        {
            var spec = new ExperimentSpec() { Name = $"sweep {sweep}", Trial = new TrialSpec { Coupling = new LearnedCouplingSpec() }, Objective = objective };
            var id = await experiments.Create(spec, trials, $"bench {sweep}", submitter: null, CancellationToken.None);
            await experiments.AddTrials(id, 1, [.. Enumerable.Range(0, trials).Select(index => Plan(index, seed: 0))], CancellationToken.None);
        }

        Execute(
            database,
            "UPDATE trials SET state = 'Completed', step = iterations, objective_value = @a + abs(random()) % 1000 / 1000.0; UPDATE experiments SET state = 'Completed', trial_count = @b",
            1,
            trials);
    }

    private static TrialPlan Plan(int assignment, int seed)
    {
        var beta = 1 + assignment * 1e-3;
        return new TrialPlan(
            new Dictionary<string, ParameterValue> { ["coupling.beta"] = ParameterValue.Of(beta) },
            seed,
            new TrialSpec { Coupling = new LearnedCouplingSpec { Beta = beta } });
    }

    private static EvaluationRecord Cell(string trialId) => new()
    {
        TrialId = trialId,
        Step = 1,
        Metric = "wasserstein2",
        Solver = "euler",
        Number = 1,
        Steps = 1,
        Nfe = 1,
        Value = 1.5,
        Seconds = 1e-4,
    };

    private static void Execute(string database, string sql, int a, int b)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("@a", a);
        command.Parameters.AddWithValue("@b", b);
        command.ExecuteNonQuery();
    }
}

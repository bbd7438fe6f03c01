using System.Text.Encodings.Web;
using System.Text.Json;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Teachers;
using FastOde.Search.Pareto;
using FastOde.Specs;

namespace FastOde.Silo.Reports;

/// <summary>The machine-readable report of <c>--json</c>; docs/cli.md describes every field.</summary>
internal static class JsonReport
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One experiment as an object; any other number as <c>{"experiments":[…]}</c>.</summary>
    public static byte[] Write(IReadOnlyList<ExperimentReport> experiments) => Written(json =>
    {
        if (experiments.Count == 1)
            WriteExperiment(json, experiments[0]);
        else
            WriteExperiments(json, experiments);
    });

    /// <summary>The rows of one evaluation as an array.</summary>
    public static byte[] Write(IReadOnlyList<EvaluationRecord> rows) => Written(json => WriteArray(json, rows, WriteEvaluation));

    /// <summary>Verdicts as an array.</summary>
    public static byte[] Write(IReadOnlyList<Verdict> verdicts) => Written(json => WriteArray(json, verdicts, WriteVerdict));

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (Utf8JsonWriter json = new(stream, Options))
            write(json);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void WriteExperiments(Utf8JsonWriter json, IReadOnlyList<ExperimentReport> experiments)
    {
        json.WriteStartObject();
        json.WriteStartArray("experiments");
        foreach (var experiment in experiments)
            WriteExperiment(json, experiment);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteExperiment(Utf8JsonWriter json, ExperimentReport experiment)
    {
        var evaluations = experiment.Evaluations.ToLookup(row => row.TrialId);
        json.WriteStartObject();
        json.WriteStartObject("experiment");
        json.WriteNumber("id", experiment.Summary.Id);
        json.WriteString("name", experiment.Summary.Name);
        json.WriteString("state", Name(experiment.Summary.State));
        json.WriteEndObject();
        json.WriteStartArray("verdicts");
        foreach (var verdict in experiment.Comparisons.Select(experiment.VerdictOn).OfType<Verdict>())
            WriteVerdict(json, verdict);
        json.WriteEndArray();
        if (experiment.Goals is { AreSeveral: true } goals)
            WriteFront(json, experiment, goals);
        json.WriteStartArray("trials");
        foreach (var trial in experiment.Trials)
            WriteTrial(json, trial, experiment.Lineages.GetValueOrDefault(trial.Id), evaluations[trial.Id]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFront(Utf8JsonWriter json, ExperimentReport experiment, Goals goals)
    {
        var points = GoalMeans.Of(experiment.Groups, goals);
        var front = ObjectiveFront.Of(goals.Objectives, points);
        json.WriteStartObject("front");
        WriteTexts(json, "objectives", goals.Objectives.Select(objective => objective.Text));
        WriteNumber(json, "hypervolume", front.Hypervolume);
        WriteNumbers(json, "worst", front.Worst.Select(value => (double?)value));
        json.WriteStartArray("assignments");
        foreach (var index in front.Members)
        {
            json.WriteStartObject();
            json.WriteString("assignment", experiment.Groups.Labels[index]);
            WriteTexts(json, "trials", experiment.Groups.Trials(index).Select(trial => trial.Id));
            WriteNumbers(json, "values", points[index]!.Select(value => (double?)value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double?> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            if (number is { } value && double.IsFinite(value))
                json.WriteNumberValue(value);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void WriteVerdict(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("metric", verdict.Metric);
        json.WriteString("solver", verdict.Cell.Solver);
        json.WriteNumber("number", verdict.Cell.Number);
        json.WriteString("first", verdict.First.Label);
        json.WriteString("second", verdict.Second.Label);
        json.WriteString("outcome", Name(verdict.Outcome));
        WriteNumber(json, "difference", verdict.Difference?.Mean);
        WriteNumber(json, "low", verdict.Difference?.Low);
        WriteNumber(json, "high", verdict.Difference?.High);
        WriteNumber(json, "p", verdict.Difference?.P);
        WriteNumber(json, "rankP", verdict.Difference?.RankP);
        WriteNumber(json, "effectSize", verdict.Difference?.EffectSize);
        if (verdict.Difference is { } difference)
            json.WriteBoolean("paired", difference.IsPaired);
        else
            json.WriteNull("paired");
        WriteNumber(json, "moreSeeds", verdict.MoreSeeds);
        json.WriteBoolean("exact", verdict.IsExact);
        json.WriteString("sentence", verdict.Sentence);
        json.WriteString("evidence", verdict.Evidence);
        json.WriteEndObject();
    }

    private static void WriteTrial(Utf8JsonWriter json, TrialSummary trial, TeacherLineage? lineage, IEnumerable<EvaluationRecord> evaluations)
    {
        json.WriteStartObject();
        json.WriteString("id", trial.Id);
        json.WriteString("label", trial.Label);
        json.WriteStartObject("parameters");
        foreach (var (key, value) in trial.Parameters)
            WriteParameter(json, key, value);
        json.WriteEndObject();
        json.WriteNumber("seed", trial.Seed);
        json.WriteString("state", Name(trial.State));
        json.WriteNumber("attempts", trial.Attempts);
        json.WriteNumber("step", trial.Step);
        json.WriteNumber("iterations", trial.Iterations);
        WriteNumber(json, "iterationsPerSecond", trial.IterationsPerSecond);
        WriteNumber(json, "networkEvaluations", trial.NetworkEvaluations);
        json.WriteString("weightsSha256", trial.WeightsSha256);
        WriteNumber(json, "objective", trial.ObjectiveValue);
        WriteNumbers(json, "otherValues", trial.OtherValues);
        json.WriteString("message", trial.Message);
        if (lineage is not null)
            WriteLineage(json, lineage);
        json.WriteStartArray("evaluations");
        foreach (var row in evaluations)
            WriteEvaluation(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLineage(Utf8JsonWriter json, TeacherLineage lineage)
    {
        json.WriteStartObject("lineage");
        json.WriteString("teacher", lineage.Teacher);
        json.WriteNumber("checkpointStep", lineage.CheckpointStep);
        json.WriteString("checkpointSha256", lineage.CheckpointSha256);
        if (lineage is { Pairs: { } pairs, Solver: { } solver, Seed: { } seed })
        {
            json.WriteNumber("pairs", pairs);
            json.WriteString("solver", solver);
            json.WriteNumber("seed", seed);
        }

        if (lineage.Networks is { } networks)
            json.WriteString("networks", networks);
        json.WriteEndObject();
    }

    private static void WriteEvaluation(Utf8JsonWriter json, EvaluationRecord row)
    {
        json.WriteStartObject();
        json.WriteNumber("step", row.Step);
        json.WriteString("metric", row.Metric);
        json.WriteString("solver", row.Solver);
        json.WriteNumber("number", row.Number);
        json.WriteNumber("steps", row.Steps);
        WriteNumber(json, "nfe", row.Nfe);
        WriteNumber(json, "value", row.Value);
        WriteNumber(json, "floor", row.Floor);
        WriteNumber(json, "seconds", row.Seconds);
        json.WriteBoolean("byConstruction", MetricName.IsZeroByConstruction(row.Metric, row.Steps));
        json.WriteString("remark", row.Remark);
        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, string key, ParameterValue value)
    {
        if (value.Number is { } number)
            WriteNumber(json, key, number);
        else if (value.Flag is { } flag)
            json.WriteBoolean(key, flag);
        else
            json.WriteString(key, value.Text);
    }

    /// <summary>JSON has no NaN and no infinity; a diverged trial's values are null.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(key, number);
        else
            json.WriteNull(key);
    }

    private static string Name<T>(T state) where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}

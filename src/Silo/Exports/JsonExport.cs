using System.Text.Json;
using FastOde.Silo.Views;

namespace FastOde.Silo.Exports;

/// <summary>Writes an experiment as one JSON object: its spec, and its trials with their evaluations and curves.</summary>
internal static class JsonExport
{
    private static readonly JsonWriterOptions Options = new() { Indented = false, Encoder = ViewJson.Line.Encoder };

    /// <summary>Writes it, trial by trial.</summary>
    /// <param name="source">The experiment.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task Write(ExportSource source, Stream output, CancellationToken cancellationToken)
    {
        await using Utf8JsonWriter json = new(output, Options);
        json.WriteStartObject();
        json.WritePropertyName("experiment");
        JsonSerializer.Serialize(json, ExperimentView.Of(source.Detail.Summary), ViewJson.Line);
        json.WriteString("spec", source.Detail.Spec.Source);
        json.WriteStartArray("trials");
        foreach (var trial in source.EachTrial())
        {
            json.WriteStartObject();
            json.WritePropertyName("trial");
            JsonSerializer.Serialize(json, TrialView.Of(trial), ViewJson.Line);
            json.WritePropertyName("evaluations");
            JsonSerializer.Serialize(json, (await source.Evaluations(trial, cancellationToken)).Select(EvaluationView.Of), ViewJson.Line);
            json.WritePropertyName("metrics");
            JsonSerializer.Serialize(json, (await source.Series(trial, cancellationToken)).Select(SeriesView.Of), ViewJson.Line);
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

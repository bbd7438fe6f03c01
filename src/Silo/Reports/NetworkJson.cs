using System.Text;
using System.Text.Json;
using FastOde.FlowMatching.Networks;

namespace FastOde.Silo.Reports;

/// <summary>Networks for other programs, one entry each; docs/cli.md describes the fields.</summary>
internal static class NetworkJson
{
    /// <summary>An object with one entry per network.</summary>
    public static string Write(IReadOnlyList<NetworkReport> reports)
    {
        using var stream = new MemoryStream();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            foreach (var report in reports)
            {
                json.WritePropertyName(report.Name);
                Write(json, report);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, NetworkReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("parameters", report.Parameters);
        Numbers(json, "time", report.Times);
        if (report.Output is { } output)
            Write(json, output);
        json.WriteStartArray("tensors");
        foreach (var tensor in report.Tensors)
        {
            json.WriteStartArray();
            json.WriteStringValue(tensor.Name);
            Sizes(json, tensor.Sizes);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OutputSummary output)
    {
        json.WriteStartObject("output");
        json.WritePropertyName("shape");
        Sizes(json, output.Shape);
        json.WriteNumber("mean", output.Mean);
        json.WriteNumber("l2", output.Norm);
        json.WriteStartArray("every_nth");
        json.WriteNumberValue(output.Stride);
        json.WriteStartArray();
        foreach (var value in output.Values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Sizes(Utf8JsonWriter json, IEnumerable<long> sizes)
    {
        json.WriteStartArray();
        foreach (var size in sizes)
            json.WriteNumberValue(size);
        json.WriteEndArray();
    }
}

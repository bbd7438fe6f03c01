using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastOde.Contracts.Notices;

namespace FastOde.Grains.Notices;

/// <summary>What a webhook is sent: JSON, and a signature by which the receiver knows that it is from here.</summary>
internal static class WebhookMessage
{
    /// <summary>The header with moment and signature.</summary>
    public const string SignatureHeader = "FastOde-Signature";

    /// <summary>The body for a notice.</summary>
    /// <param name="sequence">Its number at the webhook.</param>
    /// <param name="notice">The notice.</param>
    public static byte[] Body(long sequence, Notice notice) => Write(json =>
    {
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"notice-{notice.Id}"));
        json.WriteNumber("sequence", sequence);
        json.WriteString("event", notice.Kind.Word());
        json.WriteString("at", Moment(notice.At));
        json.WriteString("text", notice.Text);
        json.WriteStartObject("experiment");
        json.WriteNumber("id", notice.ExperimentId);
        json.WriteString("name", notice.ExperimentName);
        json.WriteEndObject();
        json.WriteString("trial", notice.TrialId);
        json.WriteString("metric", notice.Metric);
        if (notice.Value is { } value)
            json.WriteNumber("value", value);
        else
            json.WriteNull("value");
        json.WriteString("message", notice.Message);
        json.WriteString("page", notice.Page);
    });

    /// <summary>The body of a test.</summary>
    /// <param name="id">Names the test.</param>
    /// <param name="now">The moment.</param>
    public static byte[] TestBody(string id, DateTimeOffset now) => Write(json =>
    {
        json.WriteString("id", $"test-{id}");
        json.WriteString("event", "test");
        json.WriteString("at", Moment(now));
        json.WriteString("text", "FastOde reaches this address");
    });

    /// <summary>What stands in <see cref="SignatureHeader"/>: the moment in seconds since 1970, and HMAC-SHA-256 of moment, dot and body in hexadecimal digits.</summary>
    /// <param name="secret">The webhook's secret.</param>
    /// <param name="now">The moment.</param>
    /// <param name="body">The body.</param>
    public static string Signature(string secret, DateTimeOffset now, byte[] body)
    {
        var moment = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(moment), (byte)'.', .. body];
        return $"t={moment},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return text.ToArray();
    }
}

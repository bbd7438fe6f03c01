using FastOde.FlowMatching.Files;
using FastOde.Grains.Telemetry;
using FastOde.Storage.Database;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FastOde.Silo.Telemetry;

/// <summary>
/// Metrics for Prometheus under <c>/metrics</c>, and metrics and spans to a collector where the environment names one.
/// </summary>
internal static class TelemetryServices
{
    /// <summary>Where Prometheus reads.</summary>
    public const string Path = "/metrics";

    private const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds what watches the process.</summary>
    public static void AddTelemetry(this IServiceCollection services)
    {
        var hasCollector = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(CollectorVariable));
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("fastode", serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(AttemptTelemetry.Name).AddRuntimeInstrumentation().AddAspNetCoreInstrumentation().AddPrometheusExporter();
                if (hasCollector)
                    metrics.AddOtlpExporter();
            });
        if (hasCollector)
            telemetry.WithTracing(spans => spans.AddSource(AttemptTelemetry.Name, StorageActivity.SourceName, FileActivity.SourceName).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }
}

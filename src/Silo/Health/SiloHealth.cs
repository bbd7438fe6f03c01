using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FastOde.Silo.Health;

/// <summary>Whether the silo takes calls: not while it starts or stops, and not where its cluster has given it up.</summary>
/// <param name="silos">How silos stand.</param>
internal sealed class SiloHealth(ISiloStatusOracle silos) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        silos.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"the silo is {silos.CurrentStatus}"));
}

using FastOde.Grains.Trainers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FastOde.Silo.Health;

/// <summary>Whether trials may be started with the room that the disk has.</summary>
/// <param name="reserve">The room that is kept free.</param>
internal sealed class DiskHealth(DiskReserve reserve) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(reserve.Hindrance() is { } hindrance ? HealthCheckResult.Unhealthy(hindrance) : HealthCheckResult.Healthy());
}

using FastOde.Contracts.Results;
using FastOde.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FastOde.Silo.Health;

/// <summary>Whether the database answers. It is asked for one row by its key, since somebody asks every few seconds.</summary>
/// <param name="results">The database.</param>
internal sealed class DatabaseHealth(IResultQueries results) : IHealthCheck
{
    private const long NoExperiment = 0;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await results.Experiment(NoExperiment, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StorageException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message);
        }
    }
}

using FastOde.Storage;
using FastOde.Storage.Directories;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FastOde.Silo.Health;

/// <summary>Whether the database answers.</summary>
/// <param name="directory">The data directory.</param>
/// <param name="options">Which database.</param>
internal sealed class DatabaseHealth(DataDirectory directory, StorageOptions options) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var inspector = StorageServices.Inspector(directory, options);
        try
        {
            return await inspector.Inspect(cancellationToken) is null
                ? HealthCheckResult.Unhealthy($"{inspector.Name} is not there any more")
                : HealthCheckResult.Healthy();
        }
        catch (StorageException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message);
        }
    }
}

using System.Globalization;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Whether a process may have as many files open as it needs.</summary>
internal sealed class FileHandlesCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([Check(FileHandles.Limit())]);

    /// <summary>What there is to say of a limit.</summary>
    /// <param name="limit">The limit; null where it is not known.</param>
    internal static Finding Check(long? limit) => FileHandles.Problem(limit, FileHandles.Least) is { } problem
        ? Finding.Broken("open files", problem, FileHandles.Cure)
        : Finding.Ok("open files", limit is null or long.MaxValue ? "no limit" : string.Create(CultureInfo.InvariantCulture, $"at most {limit} at a time"));
}

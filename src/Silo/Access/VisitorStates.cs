using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace FastOde.Silo.Access;

/// <summary>Looks again at who a page was opened by, for as long as it is open.</summary>
/// <param name="sessions">Knows how it is now.</param>
/// <param name="logs">The framework's.</param>
internal sealed class VisitorStates(Sessions sessions, ILoggerFactory logs) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <summary>How long a page may stay open after its account was disabled or its role was taken away.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => Interval;

    /// <inheritdoc/>
    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        sessions.Holds(authenticationState.User, cancellationToken);
}

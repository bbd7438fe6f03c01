using FastOde.Contracts.Access;
using Microsoft.AspNetCore.Components.Authorization;

namespace FastOde.Dashboard.Access;

/// <summary>
/// Who looks at the page. Pages use it to leave out what is not theirs, and to ask for changes in their name; whether a change
/// is theirs, the grain's side decides.
/// </summary>
/// <param name="states">Where the framework keeps who it is.</param>
public sealed class Visitor(AuthenticationStateProvider states)
{
    /// <summary>Whether they may do what needs a role, as far as the page knows.</summary>
    /// <param name="least">The role.</param>
    public async Task<bool> May(Role least) => VisitorClaims.RoleOf((await states.GetAuthenticationStateAsync()).User) >= least;

    /// <summary>Who they are to those who are asked.</summary>
    public async Task<Caller> Caller() => VisitorClaims.AskerOf((await states.GetAuthenticationStateAsync()).User);

    /// <summary>Asks for changes in their name.</summary>
    /// <param name="calls">The calls to grains.</param>
    /// <exception cref="AccessDeniedException">A change is not theirs to make.</exception>
    public async Task<T> As<T>(Func<Task<T>> calls) => await CallerContext.As(await Caller(), calls);

    /// <summary>Asks for changes in their name.</summary>
    /// <param name="calls">The calls to grains.</param>
    /// <exception cref="AccessDeniedException">A change is not theirs to make.</exception>
    public Task As(Func<Task> calls) => As(async () =>
    {
        await calls();
        return true;
    });
}

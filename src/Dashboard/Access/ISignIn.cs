using Microsoft.AspNetCore.Http;

namespace FastOde.Dashboard.Access;

/// <summary>Begins and ends sessions; the host brings it.</summary>
public interface ISignIn
{
    /// <summary>Begins a session where name and password are right.</summary>
    /// <param name="context">The request, whose answer gets the session's cookie.</param>
    /// <param name="name">The account's name, as it was typed.</param>
    /// <param name="password">The password, as it was typed.</param>
    /// <returns>Whether there is a session now. Why there is none is told to nobody who asks.</returns>
    Task<bool> SignIn(HttpContext context, string name, string password);

    /// <summary>Ends the session of this browser.</summary>
    /// <param name="context">The request.</param>
    Task SignOut(HttpContext context);
}

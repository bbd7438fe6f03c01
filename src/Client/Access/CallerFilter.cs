using System.Reflection;
using FastOde.Contracts.Access;

namespace FastOde.Client.Access;

/// <summary>Says with every change that is asked for who asks: the token, or the user of the operating system.</summary>
/// <param name="token">The token; null for none.</param>
internal sealed class CallerFilter(string? token) : IOutgoingGrainCallFilter
{
    private readonly Caller caller = token is null
        ? new Caller { Kind = CallerKind.Local, Name = Environment.UserName }
        : new Caller { Kind = CallerKind.Token, Name = "", Proof = token };

    /// <inheritdoc/>
    public Task Invoke(IOutgoingGrainCallContext context) => context.InterfaceMethod.IsDefined(typeof(ChangeAttribute))
        ? CallerContext.As(caller, context.Invoke)
        : context.Invoke();
}

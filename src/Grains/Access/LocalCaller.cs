using FastOde.Contracts.Access;

namespace FastOde.Grains.Access;

/// <summary>
/// The command line of this process: whoever starts it may write the data directory anyway, and needs no account. A key of
/// this process keeps other programs from passing for it.
/// </summary>
public sealed class LocalCaller
{
    /// <summary>The user who has started this process.</summary>
    public Caller Caller { get; } = new()
    {
        Kind = CallerKind.Local,
        Name = Environment.UserName,
        Proof = Secrets.New(),
    };

    /// <summary>Whether a caller is this process.</summary>
    internal bool Is(Caller caller) => caller.Kind == CallerKind.Local && Secrets.AreEqual(caller.Proof, Caller.Proof!);
}

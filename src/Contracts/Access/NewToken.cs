namespace FastOde.Contracts.Access;

/// <summary>A token that was just made: the only moment at which its text is known.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What programs send.</param>
/// <param name="ExpiresAt">When it stops to work.</param>
[GenerateSerializer, Immutable, Alias("FastOde.Access.NewToken")]
public sealed record NewToken([property: Id(0)] long Id, [property: Id(1)] string Text, [property: Id(2)] DateTimeOffset ExpiresAt)
{
    /// <summary>The token without its text, for logs.</summary>
    public override string ToString() => $"token {Id}";
}

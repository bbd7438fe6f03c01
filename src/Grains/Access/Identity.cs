using FastOde.Contracts.Access;

namespace FastOde.Grains.Access;

/// <summary>A caller whose proof was right.</summary>
/// <param name="Who">The name that the audit gives: <c>account anna</c>, <c>token nightly of anna</c> or <c>local anna</c>.</param>
/// <param name="Role">What the caller may do now.</param>
/// <param name="User">Whose work it is: the account, also where a token of it was shown, or the name of the operating system's user; null where nobody said.</param>
public sealed record Identity(string Who, Role Role, string? User);

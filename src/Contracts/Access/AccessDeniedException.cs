namespace FastOde.Contracts.Access;

/// <summary>Somebody asked for a change that is not theirs to make; nothing was changed.</summary>
/// <param name="message">Why, and what to do, for people.</param>
[GenerateSerializer, Alias("FastOde.Access.AccessDenied")]
public sealed class AccessDeniedException(string message) : Exception(message);

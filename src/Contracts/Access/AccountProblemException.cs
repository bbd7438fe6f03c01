namespace FastOde.Contracts.Access;

/// <summary>An account or a token cannot be changed as was asked; nothing was changed.</summary>
/// <param name="message">What is wrong and what was expected, for people.</param>
public sealed class AccountProblemException(string message) : Exception(message);

namespace FastOde.Contracts.Notices;

/// <summary>A webhook cannot be changed as was asked; nothing was changed.</summary>
/// <param name="message">What is wrong and what was expected, for people.</param>
public sealed class WebhookProblemException(string message) : Exception(message);

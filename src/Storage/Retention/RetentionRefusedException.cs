namespace FastOde.Storage.Retention;

/// <summary>A policy that cannot be applied; the message says why.</summary>
public sealed class RetentionRefusedException(string message) : Exception(message);

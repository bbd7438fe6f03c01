namespace FastOde.Storage.Imports;

/// <summary>Experiments of another data directory cannot come in as they were asked for; the message says why and what to do.</summary>
public sealed class ImportRefusedException(string message, Exception? inner = null) : Exception(message, inner);

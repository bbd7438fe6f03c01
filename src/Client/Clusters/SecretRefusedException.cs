namespace FastOde.Client.Clusters;

/// <summary>Another process does not know what the processes of the cluster know.</summary>
/// <param name="message">What it did, as the end of a sentence about it.</param>
internal sealed class SecretRefusedException(string message) : Exception(message);

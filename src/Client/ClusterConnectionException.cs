namespace FastOde.Client;

/// <summary>A program does not reach the cluster of a database, or does not any more.</summary>
/// <param name="problem">What keeps it.</param>
/// <param name="message">What is wrong, where, and what to do, in one line.</param>
/// <param name="inner">What the connection met; null for nothing else.</param>
public sealed class ClusterConnectionException(ClusterProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What keeps the program from the cluster.</summary>
    public ClusterProblem Problem { get; } = problem;
}

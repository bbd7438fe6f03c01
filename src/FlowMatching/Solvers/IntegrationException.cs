namespace FastOde.FlowMatching.Solvers;

/// <summary>An adaptive solver cannot go on: no step is small enough, or far too many would be needed.</summary>
public sealed class IntegrationException : Exception
{
    /// <summary>Describes where and why the solver stopped.</summary>
    public IntegrationException(string message)
        : base(message)
    {
    }
}

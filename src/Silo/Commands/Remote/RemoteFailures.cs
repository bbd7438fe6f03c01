using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Remote;

/// <summary>What a running process refuses or does not answer, as a line and an exit code.</summary>
internal static class RemoteFailures
{
    /// <summary>The exit code of a failure and its line; null for what is no failure of this kind.</summary>
    /// <param name="failure">What a call ended with.</param>
    public static (int ExitCode, string Message)? Of(Exception failure) => failure switch
    {
        FastOdeUnavailableException or ClusterConnectionException or FastOdeVersionException => (ExitCode.Environment, failure.Message),
        TimeoutException => (ExitCode.Environment, "the fastode that was asked did not answer in time; it may be busy, so try again"),
        AccessDeniedException => (ExitCode.NotAllowed, failure.Message),
        SpecRefusedException or KeyNotFoundException or ExperimentRefusedException => (ExitCode.BadInput, failure.Message),
        _ => null,
    };
}

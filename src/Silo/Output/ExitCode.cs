namespace FastOde.Silo.Output;

/// <summary>What the process tells its caller when it ends; docs/cli.md lists the same numbers.</summary>
internal static class ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    public const int Ok = 0;

    /// <summary>The study ended, but a trial of it failed, diverged or was cancelled.</summary>
    public const int TrialFailed = 1;

    /// <summary>The command line or the spec is wrong; nothing was stored.</summary>
    public const int BadInput = 2;

    /// <summary>The machine does not allow it: a port, the data directory, the database, libtorch.</summary>
    public const int Environment = 3;

    /// <summary>The process that was asked does not let this caller do it: no token that works, or too small a role.</summary>
    public const int NotAllowed = 4;

    /// <summary>Stopped by SIGHUP, as a closed terminal sends, before the study had ended: 128 + 1.</summary>
    public const int HungUp = 129;

    /// <summary>Stopped by Ctrl-C (SIGINT) before the study had ended: 128 + 2.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM before the study had ended: 128 + 15.</summary>
    public const int Terminated = 143;
}

using Microsoft.Extensions.Logging.Console;

namespace FastOde.Silo.Hosting;

/// <summary>Logs go to standard error, one line each, so that standard output holds results only.</summary>
internal static class HostLogging
{
    /// <summary>Warnings, or everything where the user asks for it.</summary>
    /// <param name="logging">Where logs go.</param>
    /// <param name="verbose">Whether the user asks for everything.</param>
    /// <param name="isMember">Whether the process belongs to a cluster, of which a member that dies would fill pages.</param>
    public static void Configure(ILoggingBuilder logging, bool verbose, bool isMember)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        if (verbose)
            return;

        // Both warn at every start: of the garbage collector that is chosen on purpose, and of checks not yet made.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        if (!isMember)
            return;
        logging.AddFilter("Orleans", LogLevel.Critical);
        logging.AddFilter("Polly", LogLevel.Critical);
    }
}

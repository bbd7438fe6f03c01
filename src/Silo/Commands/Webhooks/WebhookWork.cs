using FastOde.Contracts.Access;
using FastOde.Contracts.Notices;
using FastOde.Grains.Access;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Webhooks;

/// <summary>Work on the webhooks of a database, also while another process serves it.</summary>
internal static class WebhookWork
{
    /// <summary>Changes them as the user of this process.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Change(HostSettings settings, Func<IWebhooks, Caller, CancellationToken, Task> work) => AccessWork.Use(settings, Telling(work));

    /// <summary>Reads them as the user of this process.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Read(HostSettings settings, Func<IWebhooks, Caller, CancellationToken, Task> work) => AccessWork.Read(settings, Telling(work));

    private static Func<IServiceProvider, CancellationToken, Task> Telling(Func<IWebhooks, Caller, CancellationToken, Task> work) => async (services, cancellationToken) =>
    {
        try
        {
            await work(services.GetRequiredService<IWebhooks>(), services.GetRequiredService<LocalCaller>().Caller, cancellationToken);
        }
        catch (WebhookProblemException problem)
        {
            throw new CommandFailure(ExitCode.BadInput, problem.Message);
        }
    };
}

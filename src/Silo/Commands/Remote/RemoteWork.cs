using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Remote;

/// <summary>Work that a running process is asked for: it is waited for, and taken back where the wait is broken off.</summary>
internal static class RemoteWork
{
    /// <summary>Asks for it and waits until it has ended.</summary>
    /// <param name="ask">Asks for it.</param>
    /// <param name="wait">Waits.</param>
    /// <param name="cancel">Takes it back.</param>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static async Task<T> Do<T>(Func<Task> ask, Func<Task<T>> wait, Func<Task> cancel)
    {
        try
        {
            await ask();
        }
        catch (FormatException problem)
        {
            throw new CommandFailure(ExitCode.BadInput, problem.Message);
        }

        try
        {
            return await wait();
        }
        catch (OperationCanceledException)
        {
            await cancel();
            throw;
        }
    }
}

namespace FastOde.Contracts.Access;

/// <summary>Sends word of the caller along with a call to a grain, and takes it out again where the call arrives.</summary>
public static class CallerContext
{
    private const string Key = "fastode.caller";

    /// <summary>Makes calls as somebody.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="calls">The calls.</param>
    public static async Task<T> As<T>(Caller caller, Func<Task<T>> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        RequestContext.Set(Key, caller);
        try
        {
            return await calls();
        }
        finally
        {
            RequestContext.Remove(Key);
        }
    }

    /// <summary>Makes calls as somebody.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="calls">The calls.</param>
    public static Task As(Caller caller, Func<Task> calls) => As(caller, async () =>
    {
        await calls();
        return true;
    });

    /// <summary>Who makes the call that has arrived; the grain's own calls then no longer say so, and the proof goes no further.</summary>
    /// <returns>Null where the call does not say.</returns>
    public static Caller? Take()
    {
        var caller = RequestContext.Get(Key) as Caller;
        RequestContext.Remove(Key);
        return caller;
    }
}

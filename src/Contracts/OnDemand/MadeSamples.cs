namespace FastOde.Contracts.OnDemand;

/// <summary>Fetches what was made, part by part, so that no message holds a whole file.</summary>
public static class MadeSamples
{
    /// <summary>Copies a file.</summary>
    /// <param name="grain">Whose samples they are.</param>
    /// <param name="key">The order.</param>
    /// <param name="name">One of its files.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KeyNotFoundException">There is no such file any more.</exception>
    public static async Task Copy(ITrialSamplingGrain grain, string key, string name, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(target);
        for (var offset = 0L; ;)
        {
            var part = await grain.Read(key, name, offset).WaitAsync(cancellationToken);
            if (part.Length == 0)
                return;
            await target.WriteAsync(part, cancellationToken);
            offset += part.Length;
        }
    }
}

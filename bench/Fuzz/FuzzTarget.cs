using System.Diagnostics;
using CsCheck;

namespace FastOde.Bench.Fuzz;

/// <summary>One reader, the inputs it is tried with, and the only exceptions that may come of them.</summary>
/// <param name="Name">What is read.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Read">Reads one.</param>
/// <param name="IsDocumented">Whether an exception is one that the reader's documentation names.</param>
internal sealed record FuzzTarget(string Name, Gen<byte[]> Inputs, Action<byte[]> Read, Func<Exception, bool> IsDocumented)
{
    private const long MostBytes = 1L << 30;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Tries some inputs.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="CsCheckException">One has another exception, takes too long, or allocates too much; the message has the seed.</exception>
    public void Try(long count) => Inputs.Sample(Try, iter: count, threads: 1, print: input => Convert.ToBase64String(input));

    private void Try(byte[] input)
    {
        var (allocated, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        try
        {
            Read(input);
        }
        catch (Exception refusal) when (IsDocumented(refusal))
        {
            if (refusal.Message.Contains('\n', StringComparison.Ordinal))
                throw new InvalidOperationException($"{Name}: the refusal has more than one line", refusal);
        }

        if (Stopwatch.GetElapsedTime(start) is var time && time > Longest)
            throw new InvalidOperationException($"{Name}: {time} for {input.Length} bytes");
        if (GC.GetAllocatedBytesForCurrentThread() - allocated is var bytes and > MostBytes)
            throw new InvalidOperationException($"{Name}: {bytes} bytes allocated for {input.Length}");
    }
}

namespace FastOde.FlowMatching.Methods;

/// <summary>Squared errors by ten equal bins of time, each a mean over the samples that fell into it.</summary>
public sealed class TimeBins
{
    /// <summary>The number of bins.</summary>
    public const int Count = 10;

    private readonly double[] sums = new double[2 * Count];

    /// <summary>The sums of each bin, then the samples of each.</summary>
    public Span<double> Sums => sums;

    /// <summary>Takes samples in.</summary>
    /// <param name="times">Their times, from 0 to 1.</param>
    /// <param name="errors">Their squared errors per data dimension.</param>
    public void Add(ReadOnlySpan<float> times, ReadOnlySpan<double> errors)
    {
        for (var i = 0; i < times.Length; i++)
            Add(times[i], errors[i]);
    }

    /// <summary>Takes a sample in.</summary>
    /// <param name="time">Its time, from 0 to 1.</param>
    /// <param name="error">Its squared error per data dimension.</param>
    public void Add(double time, double error)
    {
        var bin = Math.Clamp((int)(time * Count), 0, Count - 1);
        sums[bin] += error;
        sums[Count + bin]++;
    }

    /// <summary>Takes in what others have seen.</summary>
    public void Add(TimeBins others)
    {
        ArgumentNullException.ThrowIfNull(others);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += others.sums[i];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(sums);

    /// <summary>The mean of a bin; null where no sample fell into it.</summary>
    /// <param name="bin">From 0, nearest to data.</param>
    public double? Mean(int bin) => sums[Count + bin] > 0 ? sums[bin] / sums[Count + bin] : null;
}

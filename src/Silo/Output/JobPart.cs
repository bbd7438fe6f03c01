namespace FastOde.Silo.Output;

/// <summary>The part of a job that is done, told by the job and looked at by whoever shows it.</summary>
internal sealed class JobPart : IProgress<double>
{
    private double done;

    /// <summary>From 0 to 1.</summary>
    public double Done => Volatile.Read(ref done);

    /// <summary>Tells it.</summary>
    /// <param name="value">From 0 to 1.</param>
    public void Report(double value) => Volatile.Write(ref done, Math.Clamp(value, 0, 1));
}

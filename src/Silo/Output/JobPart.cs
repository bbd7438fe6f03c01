namespace FastOde.Silo.Output;

/// <summary>The part of a job that is done, told by the job and looked at by whoever shows it.</summary>
/// <param name="time">Measures how long it takes.</param>
internal sealed class JobPart(TimeProvider time) : IProgress<double>
{
    private readonly Lock gate = new();
    private string? stage;
    private double? done;
    private long begun = time.GetTimestamp();

    /// <summary>Begins a further stage, such as the next file, whose part is counted from 0 again.</summary>
    /// <param name="name">What it is called.</param>
    public void Begin(string name)
    {
        lock (gate)
            (stage, done, begun) = (name, null, time.GetTimestamp());
    }

    /// <summary>Tells how much of the stage is done.</summary>
    /// <param name="value">From 0 to 1.</param>
    public void Report(double value)
    {
        lock (gate)
            done = Math.Clamp(value, 0, 1);
    }

    /// <summary>How far it is.</summary>
    /// <returns>The stage, null for a job of one; its part from 0 to 1, null where it was not told yet; and how long it has taken so far.</returns>
    public (string? Stage, double? Done, TimeSpan Taken) Look()
    {
        lock (gate)
            return (stage, done, time.GetElapsedTime(begun));
    }
}

namespace FastOde.FlowMatching.Solvers;

/// <summary>Where one sample of an adaptively integrated batch stands: its own time, step size and counts.</summary>
internal sealed class SampleClock
{
    /// <summary>The sample's row in the start batch.</summary>
    public required int Row { get; init; }

    /// <summary>The time reached.</summary>
    public required double Time { get; set; }

    /// <summary>The length of the next step, positive; the attempt may be cut at the end of the interval.</summary>
    public required double Step { get; set; }

    /// <summary>Whether the last attempt was rejected.</summary>
    public bool AfterRejection { get; set; }

    /// <summary>Accepted steps.</summary>
    public int Accepted { get; set; }

    /// <summary>Rejected attempts.</summary>
    public int Rejected { get; set; }

    /// <summary>Books the error of an attempt that would have reached <paramref name="end"/>.</summary>
    /// <returns>Whether the step is accepted.</returns>
    public bool Book(double error, double end, StepSizeController controller)
    {
        var attempted = Math.Abs(end - Time);
        if (error < 1)
        {
            Step = attempted * controller.Growth(error, AfterRejection);
            Time = end;
            AfterRejection = false;
            Accepted++;
            return true;
        }

        Step = attempted * controller.Shrinkage(error);
        AfterRejection = true;
        Rejected++;
        return false;
    }
}

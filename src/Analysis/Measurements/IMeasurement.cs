namespace FastOde.Analysis.Measurements;

/// <summary>One cell of one trial's evaluation table.</summary>
public interface IMeasurement
{
    /// <summary>The trial.</summary>
    string TrialId { get; }

    /// <summary>Training step at which it was measured.</summary>
    int Step { get; }

    /// <summary>Name of the metric.</summary>
    string Metric { get; }

    /// <summary>Name of the solver; empty for the value of a test function.</summary>
    string Solver { get; }

    /// <summary>NFE budget or tolerance asked for.</summary>
    double Number { get; }

    /// <summary>Steps that the solver took.</summary>
    int Steps { get; }

    /// <summary>Evaluations of the network, measured.</summary>
    double Nfe { get; }

    /// <summary>Time the solver took for all samples.</summary>
    double Seconds { get; }

    /// <summary>The value; no finite number where it could not be measured.</summary>
    double Value { get; }

    /// <summary>The value between two reference sets, where the metric has one.</summary>
    double? Floor { get; }

    /// <summary>Why the value is no number, where that was stored.</summary>
    string? Remark { get; }
}

namespace FastOde.Dashboard.Live;

/// <summary>What a page shows of an experiment, and so what is read and sent.</summary>
[Flags]
public enum SessionView
{
    /// <summary>How its trials stand.</summary>
    Trials = 0,

    /// <summary>Curves of live metrics.</summary>
    Curves = 1,

    /// <summary>Evaluation tables, and pictures that evaluations store.</summary>
    Evaluations = 2,

    /// <summary>All of it.</summary>
    Everything = Curves | Evaluations,
}

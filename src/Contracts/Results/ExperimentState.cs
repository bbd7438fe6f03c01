namespace FastOde.Contracts.Results;

/// <summary>Where an experiment stands. <see cref="Running"/> and <see cref="Paused"/> are unfinished.</summary>
public enum ExperimentState
{
    /// <summary>Trials wait or run.</summary>
    Running,

    /// <summary>No trial runs until the experiment is resumed.</summary>
    Paused,

    /// <summary>Every trial has ended by itself.</summary>
    Completed,

    /// <summary>Ended by its user; checkpoints and results stay.</summary>
    Cancelled,
}

namespace FastOde.Grains.Attempts;

/// <summary>An attempt in a process of its own ended by an exception there, or the process itself ended.</summary>
/// <param name="message">What happened, for people.</param>
/// <param name="isOfTheMachine">Whether the machine is to blame, so that it is no fault of the trial's.</param>
/// <param name="detail">The exception with its trace; null where there is none.</param>
internal sealed class TrainerProcessException(string message, bool isOfTheMachine, string? detail = null) : Exception(message)
{
    /// <summary>Whether the machine is to blame.</summary>
    public bool IsOfTheMachine { get; } = isOfTheMachine;

    /// <inheritdoc/>
    public override string ToString() => detail ?? base.ToString();
}

using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>One try at running a trial.</summary>
/// <param name="Epoch">Counted from 1 in its trial.</param>
/// <param name="SlotId">Where it ran.</param>
/// <param name="State">How it stands or ended.</param>
/// <param name="StartedAt">Its start.</param>
/// <param name="EndedAt">Its end.</param>
/// <param name="LastStep">The last step it reported.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Environment">With what it trained; null for functions, and in rows of older versions.</param>
internal sealed record AttemptView(
    long Epoch, string SlotId, AttemptState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int? LastStep, string? Message, EnvironmentView? Environment)
{
    /// <summary>Shows an attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    public static AttemptView Of(AttemptRecord attempt) =>
        new(attempt.Epoch, attempt.SlotId, attempt.State, attempt.StartedAt, attempt.EndedAt, attempt.LastStep, attempt.Message,
            attempt.Environment is { } environment ? EnvironmentView.Of(environment) : null);
}

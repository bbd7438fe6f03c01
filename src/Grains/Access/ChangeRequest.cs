using FastOde.Contracts.Access;

namespace FastOde.Grains.Access;

/// <summary>A change that somebody asks for.</summary>
/// <param name="Action">What the audit calls it, such as <c>experiment.pause</c>.</param>
/// <param name="Least">The least role that may make it.</param>
/// <param name="Subject">What it is done to; null where that is only known afterwards.</param>
/// <param name="Details">More about it, without secrets; null where there is no more to say.</param>
public sealed record ChangeRequest(string Action, Role Least, string? Subject = null, string? Details = null);

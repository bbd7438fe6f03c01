namespace FastOde.Storage.Access;

/// <summary>What is written of a change before it is made.</summary>
/// <param name="Who">Who asks, as the audit names them.</param>
/// <param name="From">The address it comes from; null for this machine's command line.</param>
/// <param name="Action">What is asked for, such as <c>experiment.pause</c>.</param>
/// <param name="Subject">What it is done to; null where that is not known yet.</param>
/// <param name="Details">More about it; null where there is no more to say.</param>
public sealed record AuditEntry(string Who, string? From, string Action, string? Subject = null, string? Details = null);

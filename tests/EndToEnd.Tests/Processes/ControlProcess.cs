namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>A control process of a cluster.</summary>
/// <param name="Process">The process.</param>
/// <param name="Dashboard">Where its dashboard answers.</param>
/// <param name="Gateway">Where programs connect.</param>
internal sealed record ControlProcess(FastOdeProcess Process, Uri Dashboard, string Gateway);

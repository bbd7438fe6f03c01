namespace FastOde.Silo.Views;

/// <summary>What an experiment optimises.</summary>
/// <param name="Metric">The cell, such as <c>wasserstein2@euler-4</c>.</param>
/// <param name="Direction"><c>minimize</c> or <c>maximize</c>.</param>
internal sealed record ObjectiveView(string Metric, string Direction);

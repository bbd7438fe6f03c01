namespace FastOde.Silo.Views;

/// <summary>Where the results of a proposal will stand.</summary>
/// <param name="Trials">Ids of the trials with the first seed, in the order of the assignments.</param>
internal sealed record ProposedTrialsView(IReadOnlyList<string> Trials);

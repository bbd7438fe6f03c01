using FastOde.Contracts.Experiments;

namespace FastOde.Silo.Views;

/// <summary>What is changed of an experiment; what is left out, or null, stays.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Notes">Notes, plain text; empty for none.</param>
/// <param name="Tags">All of its tags.</param>
internal sealed record EditView(string? Name = null, string? Notes = null, IReadOnlyList<string>? Tags = null)
{
    /// <summary>The edit.</summary>
    public ExperimentEdit Edit() => new() { Name = Name, Notes = Notes, Tags = Tags };
}

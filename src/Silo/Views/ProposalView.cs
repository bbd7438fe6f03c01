using System.ComponentModel.DataAnnotations;
using FastOde.Contracts.Experiments;
using FastOde.Specs;

namespace FastOde.Silo.Views;

/// <summary>Assignments that a program proposes.</summary>
/// <param name="Assignments">Key paths into the trial and their values, for each assignment. Each is tried with every seed.</param>
/// <param name="Key">Names the request: sent again under one key, it adds nothing more. Null for a new key.</param>
internal sealed record ProposalView(
    [property: MinLength(1), MaxLength(Proposal.MostAssignments)] IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Assignments,
    [property: MaxLength(SubmissionKey.MaximumLength)] string? Key = null);

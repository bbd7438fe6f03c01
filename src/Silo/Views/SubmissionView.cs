using System.ComponentModel.DataAnnotations;
using FastOde.Contracts.Experiments;

namespace FastOde.Silo.Views;

/// <summary>A spec to be run.</summary>
/// <param name="Spec">The spec as text, YAML or JSON.</param>
/// <param name="Key">Names the submission: sent again under one key, a spec is stored once. Null for a new key.</param>
internal sealed record SubmissionView(string Spec, [property: MaxLength(SubmissionKey.MaximumLength)] string? Key = null);

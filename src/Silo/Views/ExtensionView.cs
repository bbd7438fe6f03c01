using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FastOde.Contracts.Experiments;
using FastOde.Specs;

namespace FastOde.Silo.Views;

/// <summary>What is to be added to an experiment.</summary>
/// <param name="Trials">Assignments that the search tries beside those so far, each with every seed.</param>
/// <param name="Seeds">Seeds that every assignment gets beside those that it has.</param>
/// <param name="Top">Only so many assignments get the seeds, the best by the objective. Null for all.</param>
/// <param name="Key">Names the request: sent again under one key, it adds nothing more. Null for a new key.</param>
internal sealed record ExtensionView(
    [property: Range(0, SearchSpec.MaximumTrials), DefaultValue(0)] int Trials = 0,
    [property: Range(0, SearchSpec.MaximumTrials), DefaultValue(0)] int Seeds = 0,
    [property: Range(1, SearchSpec.MaximumTrials)] int? Top = null,
    [property: MaxLength(SubmissionKey.MaximumLength)] string? Key = null);

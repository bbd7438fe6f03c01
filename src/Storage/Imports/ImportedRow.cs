using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Serialization;

namespace FastOde.Storage.Imports;

/// <summary>An experiment of one of the two sides, as far as it says whether it can come in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name now.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="SpecName">The name in its spec, which nobody changes.</param>
/// <param name="Trials">How many trials it has.</param>
/// <param name="LiveTrials">How many of them have not ended.</param>
/// <param name="IsDeleted">Whether somebody has deleted it.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Earlier">What its search knew before it began.</param>
internal sealed record ImportedRow(
    long Id,
    string Name,
    ExperimentState State,
    DateTimeOffset CreatedAt,
    string SpecName,
    int Trials,
    int LiveTrials,
    bool IsDeleted,
    ExperimentSpec Spec,
    IReadOnlyList<EarlierResult>? Earlier)
{
    /// <summary>The experiments that it learned from, by their ids on its side.</summary>
    public IReadOnlySet<long> Named() =>
        Lineage.Named(StorageJson.Write(Spec)).Concat(Lineage.Named(StorageJson.Write(Earlier ?? []))).Where(id => id != Id).ToHashSet();
}

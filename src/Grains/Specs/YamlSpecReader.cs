using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Specs;
using FastOde.Specs.Reading;

namespace FastOde.Grains.Specs;

/// <summary>Reads specs, and checks with the science what they ask for.</summary>
/// <param name="datasets">
/// The data sets of images that were added: a spec that names another is refused. Null where they are not known; then any
/// name passes.
/// </param>
/// <param name="extractors">
/// The extractors of features that are there: a spec whose scores need another is refused. Null where they are not known.
/// </param>
public sealed class YamlSpecReader(ImageDatasetStore? datasets = null, FeatureExtractors? extractors = null) : ISpecReader
{
    private readonly DataShapes shapes = new(datasets);
    private readonly KnownExtractors? extractors = datasets is null || extractors is null ? null : new(datasets, extractors);

    /// <inheritdoc/>
    public SpecReading Read(string text, string source)
    {
        var problems = new SpecProblems(source);
        var draft = new SpecReader(SpecWords.Schema).Read(text, problems);
        var assignments = draft is null ? 0 : new SpecChecks(draft.Spec, draft.Text, problems, shapes, extractors).Run();
        return problems.IsEmpty ? new SpecReading { Spec = draft!.Spec, Assignments = assignments } : new SpecReading { Problems = problems.InOrder };
    }
}

using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;

namespace FastOde.Grains.Specs;

/// <summary>What is known of extractors of features, and of the images they would score.</summary>
/// <param name="datasets">The data sets of images that were added.</param>
/// <param name="extractors">The extractors that are there.</param>
internal sealed class KnownExtractors(ImageDatasetStore datasets, FeatureExtractors extractors)
{
    /// <summary>Why the images of a data set cannot be scored; null where they can, or where there is no such data set.</summary>
    /// <param name="requested">The extractor that the spec names, or <see cref="FeatureExtractors.Automatic"/>.</param>
    /// <param name="dataset">The data set's name.</param>
    internal string? Problem(string requested, string dataset)
    {
        if (!datasets.Names().Contains(dataset))
            return null;
        try
        {
            extractors.Choose(requested, dataset, datasets.Find(dataset).Train.Sha256);
            return null;
        }
        catch (Exception failure) when (failure is FeatureFileException or ImageDatasetException)
        {
            return failure.Message;
        }
    }
}

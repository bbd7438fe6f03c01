using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs;

namespace FastOde.Grains.Specs;

/// <summary>What is known of data sets and the shape of their samples.</summary>
/// <param name="added">The data sets of images that were added; null where nobody knows, as without a data directory.</param>
internal sealed class DataShapes(ImageDatasetStore? added)
{
    /// <summary>Names that a spec may use here; null where not all can be known.</summary>
    internal IReadOnlyList<string>? Names() => added is null ? null : [.. DatasetCatalog.Datasets.Names, .. added.Names()];

    /// <summary>The shape that a data set of this name has here or, unless one was added, always has; null where that is not known.</summary>
    /// <exception cref="ImageDatasetException">The data set is damaged.</exception>
    internal SampleShape? Known(string name)
    {
        if (DatasetCatalog.Datasets.Names.Contains(name))
            return SampleShape.Points(DatasetCatalog.Datasets.Find(name).Prior.Variances.Count);
        if (added?.Names().Contains(name) == true)
            return added.Find(name).Shape;
        if (!UNetConfigurations.Published.Names.Contains(name))
            return null;
        var images = UNetConfigurations.Published.Find(name).Velocity;
        return new SampleShape(images.InputChannels, images.Resolution, images.Resolution);
    }

    /// <summary>The shape of the samples as a spec states it; null where it does not.</summary>
    /// <exception cref="ImageDatasetException">The data set is damaged.</exception>
    internal SampleShape? Of(DataSpec data)
    {
        var known = Known(data.Name);
        return (data.Size, data.Channels) is ({ } size, { } channels) && known is not { IsImage: false }
            ? new SampleShape(channels, size, size)
            : known;
    }
}

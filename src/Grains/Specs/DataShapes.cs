using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks.UNet;

namespace FastOde.Grains.Specs;

/// <summary>What a spec by itself says about the shape of its samples, whether or not the data set is on this machine.</summary>
internal static class DataShapes
{
    /// <summary>Names of data sets that a spec may use: points in the plane, then images.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. DatasetCatalog.Datasets.Names, .. UNetConfigurations.Published.Names];

    /// <summary>The shape that a data set of this name always has; null where its name does not say.</summary>
    internal static SampleShape? Known(string name)
    {
        if (DatasetCatalog.Datasets.Names.Contains(name))
            return SampleShape.Points(DatasetCatalog.Datasets.Find(name).Prior.Variances.Count);
        if (!UNetConfigurations.Published.Names.Contains(name))
            return null;
        var images = UNetConfigurations.Published.Find(name).Velocity;
        return new SampleShape(images.InputChannels, images.Resolution, images.Resolution);
    }

    /// <summary>The shape of the samples as a spec states it; null where it does not.</summary>
    internal static SampleShape? Of(DataSpec data)
    {
        var known = Known(data.Name);
        return (data.Size, data.Channels) is ({ } size, { } channels) && known is not { IsImage: false }
            ? new SampleShape(channels, size, size)
            : known;
    }
}

using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Specs;
using FastOde.Specs;

namespace FastOde.Grains.Programs;

/// <summary>Describes the networks that a spec asks for.</summary>
public static class NetworkInspection
{
    /// <summary>Velocity network and encoder of a trial before anything is searched.</summary>
    /// <param name="trial">The trial of a valid spec that trains a network.</param>
    /// <param name="datasets">The data sets of images that were added; null where they are not known.</param>
    /// <param name="evaluate">Whether to evaluate them for weights and inputs by <see cref="FillRule"/>.</param>
    /// <exception cref="ImageDatasetException">The data set is damaged.</exception>
    /// <exception cref="SettingValueException">The spec does not say how large its images are, or no such network fits them.</exception>
    public static IReadOnlyList<NetworkReport> Describe(TrialSpec trial, ImageDatasetStore? datasets, bool evaluate)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var shape = new DataShapes(datasets).Of(trial.Data)
            ?? throw new SettingValueException("data.size", $"How large the images of {trial.Data.Name} are is not known here; set data.size and data.channels.");
        var prior = shape.IsImage ? DiagonalNormal.Standard(shape.Dimension) : DatasetCatalog.Datasets.Find(trial.Data.Name).Prior;
        return NetworkReports.Of(trial, shape, prior, evaluate, VelocityConditions.Of(trial));
    }
}

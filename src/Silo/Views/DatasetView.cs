using FastOde.FlowMatching.Datasets.Images;

namespace FastOde.Silo.Views;

/// <summary>A data set of images.</summary>
/// <param name="Name">What specs call it.</param>
/// <param name="Channels">1 for grey, 3 for RGB.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Classes">Names of its classes; a label is the place of its class here.</param>
/// <param name="Train">Images to train on.</param>
/// <param name="Test">Images held back to test on; null where there are none.</param>
/// <param name="Sha256">SHA-256 of the parts' hashes, lower-case hexadecimal.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="Source">Full path of what was added.</param>
internal sealed record DatasetView(
    string Name, int Channels, int Height, int Width, IReadOnlyList<string> Classes, long Train, long? Test, string Sha256, DateTimeOffset AddedAt, string Source)
{
    /// <summary>Shows a data set.</summary>
    /// <param name="info">The data set.</param>
    public static DatasetView Of(ImageDatasetInfo info) => new(
        info.Name, info.Shape.Channels, info.Shape.Height, info.Shape.Width, info.Classes, info.Train.Count, info.Test?.Count, info.Sha256, info.AddedAt, info.Source);
}

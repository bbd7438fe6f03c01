using System.Globalization;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using Spectre.Console;

namespace FastOde.Silo.Commands.Data;

/// <summary>Data sets in words.</summary>
internal static class DatasetText
{
    private const int HashPrefix = 12;

    /// <summary>One line: counts, shape, classes and hash.</summary>
    public static string Added(ImageDatasetInfo info)
    {
        var test = info.Test is null ? "no test images" : $"{Number(info.Test.Count)} test images";
        return $"added {info.Name}: {Number(info.Train.Count)} training images, {test}, {Shape(info.Shape)}, {Classes(info)}, sha256 {info.Sha256}";
    }

    /// <summary>A table with one line for each data set.</summary>
    public static Table Table(IReadOnlyList<ImageDatasetInfo> infos)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("name", "images", "train", "test", "classes", "sha256", "added");
        foreach (var info in infos)
        {
            table.AddRow(
                info.Name,
                Shape(info.Shape),
                Number(info.Train.Count),
                info.Test is null ? "–" : Number(info.Test.Count),
                Number(info.Classes.Count),
                info.Sha256[..HashPrefix],
                info.AddedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Shape(SampleShape shape) => $"{(shape.Channels == 1 ? "grey" : "rgb")} {shape.Height} × {shape.Width}";

    private static string Classes(ImageDatasetInfo info) => info.Classes.Count == 1 ? "1 class" : $"{Number(info.Classes.Count)} classes";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Checkpoints;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// The data sets of images that were added to a data directory, each a folder with <c>dataset.json</c>,
/// <c>train.safetensors</c> and, where there is a test part, <c>test.safetensors</c>. A folder appears whole or not at all.
/// </summary>
/// <param name="folder">The folder of all data sets; it need not exist.</param>
public sealed class ImageDatasetStore(string folder)
{
    private const string InfoName = "dataset.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Every data set, by name.</summary>
    /// <exception cref="ImageDatasetException">One is damaged.</exception>
    public IReadOnlyList<ImageDatasetInfo> List() => [.. Names().Select(Info)];

    /// <summary>The names of all data sets, in order.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(folder)
        ? []
        : [.. new DirectoryInfo(folder).EnumerateDirectories().Select(entry => entry.Name).Where(DatasetName.IsValid).Order(StringComparer.Ordinal)];

    /// <summary>The data set of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ImageDatasetException">There is none, or it is damaged.</exception>
    public ImageDatasetInfo Find(string name)
    {
        var names = Names();
        if (names.Contains(name))
            return Info(name);
        var nearest = names.Count > 0 ? $"; did you mean '{NearestName.Among(name, names)}'?" : ".";
        throw new ImageDatasetException($"There is no data set '{name}' in '{folder}'{nearest} Add it with fastode data add {name} PATH.");
    }

    /// <summary>Reads one part of a data set and verifies it.</summary>
    /// <param name="name">The data set's name.</param>
    /// <param name="part">Which part.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <returns>The images; the caller disposes of them.</returns>
    /// <exception cref="ImageDatasetException">There is no such data set or part, or it is damaged.</exception>
    public ImageDataset Read(string name, DatasetPart part, torch.Device device)
    {
        var info = Find(name);
        var stored = info.Part(part) ?? throw new ImageDatasetException(
            $"The data set '{name}' has no test part. Add it again with --test PATH --replace.");
        var file = PartPath(PathOf(name), part);
        try
        {
            return ImagePartFile.Read(file, stored, info.Shape, device);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Damaged(name, file, error);
        }
    }

    /// <summary>Checks files and stores them as a data set.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">The files.</param>
    /// <param name="addedAt">What time it is.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <returns>What was stored.</returns>
    /// <exception cref="ImageDatasetException">The name is taken or impossible, or the files cannot be used; nothing is stored.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public ImageDatasetInfo Add(string name, ImageDatasetSource source, DateTimeOffset addedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        DatasetName.Require(name);
        if (Directory.Exists(PathOf(name)))
            throw new ImageDatasetException($"There is a data set '{name}' already. Choose another name, or replace it with --replace.");
        var images = ImageSource.Open(source);
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{name}.tmp");
        try
        {
            Directory.CreateDirectory(temporary);
            var info = new ImageDatasetInfo
            {
                Name = name,
                Format = images.Format,
                Shape = images.Train.Shape,
                Classes = images.Train.Classes,
                Train = ImagePartFile.Write(PartPath(temporary, DatasetPart.Train), images.Train, cancellationToken),
                Test = images.Test is null ? null : ImagePartFile.Write(PartPath(temporary, DatasetPart.Test), images.Test, cancellationToken),
                AddedAt = addedAt,
                Source = Path.GetFullPath(source.Path),
            };
            DurableFile.Write(Path.Combine(temporary, InfoName), JsonSerializer.SerializeToUtf8Bytes(info, Json));
            Directory.Move(temporary, PathOf(name));
            DurableFolder.Flush(folder);
            return info;
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static string PartPath(string folder, DatasetPart part) =>
        Path.Combine(folder, part == DatasetPart.Train ? "train.safetensors" : "test.safetensors");

    private ImageDatasetInfo Info(string name)
    {
        var file = Path.Combine(PathOf(name), InfoName);
        try
        {
            return JsonSerializer.Deserialize<ImageDatasetInfo>(File.ReadAllBytes(file), Json) ?? throw new InvalidDataException("it is empty");
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            throw Damaged(name, file, error);
        }
    }

    private static ImageDatasetException Damaged(string name, string file, Exception error) => new(
        $"The data set '{name}' cannot be used, because of its file '{file}': {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}. "
        + $"Remove it with fastode data rm {name} and add it again.", error);
}

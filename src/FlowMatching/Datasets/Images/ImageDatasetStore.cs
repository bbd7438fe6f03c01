using System.Text.Json;
using System.Text.Json.Serialization;
using FastOde.FlowMatching.Files;
using FastOde.Specs.Words;
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
    private const string LockName = ".lock";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private readonly string folder = Path.GetFullPath(folder);

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
        Require(name);
        return Info(name);
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
    /// <param name="replace">Whether it may take the place of a data set of this name.</param>
    /// <param name="addedAt">What time it is.</param>
    /// <param name="progress">Told the part of the images that is stored, from 0 to 1; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; nothing is stored then.</param>
    /// <returns>What was stored.</returns>
    /// <exception cref="ImageDatasetException">The name is taken or impossible, or the files cannot be used; nothing is stored.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public ImageDatasetInfo Add(string name, ImageDatasetSource source, bool replace, DateTimeOffset addedAt, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireNew(name, replace);
        var images = ImageSource.Open(source, cancellationToken);
        Directory.CreateDirectory(folder);
        using var alone = Lock();
        RequireNew(name, replace);
        ImageDatasetInfo? info = null;
        var work = new ImageWork(images.Train.Labels.LongLength + (images.Test?.Labels.LongLength ?? 0), images.Train.Shape, progress);
        WholeFolder.Write(PathOf(name), place =>
        {
            info = new ImageDatasetInfo
            {
                Name = name,
                Format = images.Format,
                Shape = images.Train.Shape,
                Classes = images.Train.Classes,
                Train = ImagePartFile.Write(PartPath(place, DatasetPart.Train), work.Watch(images.Train), cancellationToken),
                Test = images.Test is null ? null : ImagePartFile.Write(PartPath(place, DatasetPart.Test), work.Watch(images.Test), cancellationToken),
                AddedAt = addedAt,
                Source = Path.GetFullPath(source.Path),
            };
            WholeFile.Write(Path.Combine(place, InfoName), JsonSerializer.SerializeToUtf8Bytes(info, Json));
        });
        return info!;
    }

    /// <summary>Refuses a name that a new data set cannot have.</summary>
    /// <param name="name">The name.</param>
    /// <param name="replace">Whether it may be that of a data set that is there.</param>
    /// <exception cref="ImageDatasetException">It is impossible or taken.</exception>
    public void RequireNew(string name, bool replace)
    {
        DatasetName.Require(name);
        if (!replace && Directory.Exists(PathOf(name)))
            throw new ImageDatasetException($"There is a data set '{name}' already. Choose another name, or replace it with --replace.");
    }

    /// <summary>Deletes a data set, also a damaged one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ImageDatasetException">There is no such data set.</exception>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public void Remove(string name)
    {
        Require(name);
        using var alone = Lock();
        WholeFolder.Delete(PathOf(name));
    }

    // Held by the system, which gives it back however the process ends; the file itself stays, because a third process
    // could lock a new one while a second still waits at the old.
    private FileStream Lock()
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when ((error.HResult & 0xFFFF) is 11 or 35 or 32)
        {
            throw new ImageDatasetException($"Another process is adding or removing a data set in '{folder}'. Wait until it has ended.", error);
        }
    }

    private void Require(string name)
    {
        var names = Names();
        if (names.Contains(name))
            return;
        throw new ImageDatasetException($"There is no data set '{name}' in '{folder}'{UnknownName.Hint(name, names)} Add it with fastode data add {name} PATH.");
    }

    /// <summary>The folder of one data set.</summary>
    /// <param name="name">Its name.</param>
    internal string PathOf(string name) => Path.Combine(folder, name);

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

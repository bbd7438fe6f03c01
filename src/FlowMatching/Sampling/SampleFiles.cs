using System.Globalization;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>The files of one sampling, written batch by batch.</summary>
internal sealed class SampleFiles : IDisposable
{
    private const int GridColumns = 8;
    private const int MostInGrid = 256;
    private const int FewestDigits = 4;
    private readonly string folder;
    private readonly SampleShape shape;
    private readonly SampleRequest request;
    private readonly string numberFormat;
    private readonly List<torch.Tensor> pictured = [];
    private readonly NpyFile? noise;
    private readonly NpyFile? points;
    private readonly StreamWriter? table;
    private NpyFile? predictions;

    public SampleFiles(string folder, SampleShape shape, SampleRequest request)
    {
        this.folder = folder;
        this.shape = shape;
        this.request = request;
        var digits = (request.Count - 1).ToString(CultureInfo.InvariantCulture).Length;
        numberFormat = $"D{Math.Max(FewestDigits, digits)}";
        noise = request.KeepsNoise ? new NpyFile(At("noise.npy"), [request.Count, .. Sizes]) : null;
        if (shape.IsImage)
            return;
        points = new NpyFile(At("samples.npy"), [request.Count, .. Sizes]);
        table = new StreamWriter(At("samples.csv"));
        table.WriteLine(string.Join(",", Enumerable.Range(1, shape.Dimension).Select(i => $"x{i}")));
    }

    private long[] Sizes => shape.IsImage ? [shape.Channels, shape.Height, shape.Width] : [shape.Dimension];

    /// <summary>Writes a batch.</summary>
    /// <param name="first">Number of its first sample.</param>
    /// <param name="start">The noise it came from.</param>
    /// <param name="batch">The samples.</param>
    public void Write(int first, torch.Tensor start, SampleBatch batch)
    {
        using var scope = torch.NewDisposeScope();
        noise?.Write(start);
        if (batch.Predictions is { } predicted)
            (predictions ??= new NpyFile(At("predictions.npy"), [request.Count, batch.StepCount, .. Sizes])).Write(predicted);
        if (shape.IsImage)
            WriteImages(first, batch.Samples.view([-1, .. Sizes]));
        else
            WritePoints(batch.Samples);
    }

    /// <summary>Writes what needs all batches.</summary>
    public void Finish()
    {
        if (pictured.Count == 0)
            return;
        using var all = torch.cat(pictured);
        ImageGrid.Write(At("grid.png"), all, GridColumns);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        noise?.Dispose();
        points?.Dispose();
        table?.Dispose();
        predictions?.Dispose();
        pictured.ForEach(images => images.Dispose());
    }

    private void WriteImages(int first, torch.Tensor images)
    {
        var bytes = ImageFile.ToBytes(images);
        for (var i = 0; i < bytes.shape[0]; i++)
        {
            using var image = bytes[i];
            ImageFile.Write(At($"{(first + i).ToString(numberFormat, CultureInfo.InvariantCulture)}.png"), image);
        }

        var wanted = Math.Min(MostInGrid - first, bytes.shape[0]);
        if (wanted > 0)
            pictured.Add(bytes.narrow(0, 0, wanted).clone().DetachFromDisposeScope());
    }

    private void WritePoints(torch.Tensor samples)
    {
        points!.Write(samples);
        var values = samples.contiguous().data<float>().ToArray();
        foreach (var row in values.Chunk(shape.Dimension))
            table!.WriteLine(string.Join(",", row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
    }

    private string At(string name) => Path.Combine(folder, name);
}

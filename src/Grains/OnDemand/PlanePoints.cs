using System.Globalization;
using FastOde.Contracts.OnDemand;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Programs;
using TorchSharp;

namespace FastOde.Grains.OnDemand;

/// <summary>Reads samples in the plane back, with data beside them.</summary>
internal static class PlanePoints
{
    private const string Table = "samples.csv";
    private const int Plane = 2;

    /// <summary>The points to draw; null where the trial's samples lie in no plane.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="folder">Where its samples were written.</param>
    /// <param name="data">Has the data.</param>
    public static SamplePoints? Of(TrainedTrial trial, string folder, DatasetSource data)
    {
        if (trial.Shape.IsImage || trial.Shape.Dimension != Plane)
            return null;
        var samples = File.ReadLines(Path.Combine(folder, Table)).Skip(1).Take(SamplePoints.Most)
            .SelectMany(line => line.Split(',')).Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var real = Data(trial, data);
        return new() { X = Every(samples, 0), Y = Every(samples, 1), DataX = Every(real, 0), DataY = Every(real, 1) };
    }

    private static float[] Data(TrainedTrial trial, DatasetSource data)
    {
        using var scope = torch.NewDisposeScope();
        using var opened = data.OpenTest(trial.Trial);
        using var draws = new torch.Generator(0, torch.CPU);
        int[] picked = [.. Enumerable.Range(0, Math.Min(SamplePoints.Most, opened.Count))];
        var points = torch.empty(picked.Length, Plane, dtype: torch.float32);
        opened.Fill(picked, points, draws);
        return [.. points.data<float>()];
    }

    private static float[] Every(IReadOnlyList<float> numbers, int first) => [.. numbers.Where((_, at) => at % Plane == first)];
}

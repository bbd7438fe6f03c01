using System.IO.Compression;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.FlowMatching.Sampling;

namespace FastOde.Grains.OnDemand;

/// <summary>One order of samples: how it stands, and its files, which go with it.</summary>
internal sealed class SamplingWork : OnDemandWork
{
    private readonly Lazy<string> place = new(() => Directory.CreateTempSubdirectory("fastode-samples-").FullName);
    private volatile SamplingStatus status;

    /// <summary>An order that waits.</summary>
    /// <param name="order">What is asked for.</param>
    public SamplingWork(SampleOrder order) =>
        status = new() { Key = SubmissionKey.New(), Order = order, State = WorkState.Waiting };

    /// <summary>What is asked for.</summary>
    public SampleOrder Order => status.Order;

    /// <summary>How it stands.</summary>
    public SamplingStatus Status => status;

    /// <summary>The samples beside data, where they are points in the plane; null before they are made.</summary>
    public SamplePoints? Points { get; private set; }

    /// <summary>Where the samples go; not created.</summary>
    public string Folder => Path.Combine(place.Value, "samples");

    /// <summary>It is being made.</summary>
    /// <param name="step">Training step of the checkpoint.</param>
    public void Started(int step) => status = status with { State = WorkState.Running, Step = step };

    /// <summary>So many samples are made.</summary>
    public void Progressed(int made) => status = status with { Made = made };

    /// <summary>All are made.</summary>
    /// <param name="outcome">What it cost.</param>
    /// <param name="points">To be drawn; null for none.</param>
    public void Ended(SampleOutcome outcome, SamplePoints? points)
    {
        var archive = Path.Combine(place.Value, SamplingStatus.Archive);
        ZipFile.CreateFromDirectory(Folder, archive);
        var picture = Path.Combine(Folder, SamplingStatus.Picture);
        Points = points;
        status = status with
        {
            State = WorkState.Completed,
            StepCount = outcome.StepCount,
            Nfe = outcome.Nfe,
            Seconds = outcome.Seconds,
            Files = [.. new[] { archive, picture }.Where(File.Exists).Select(file => new MadeFile(Path.GetFileName(file), new FileInfo(file).Length))],
        };
    }

    /// <summary>Opens a file that was made; null where there is none of this name.</summary>
    public FileStream? Open(string name) => !status.Files.Any(file => file.Name == name) ? null
        : File.OpenRead(Path.Combine(name == SamplingStatus.Archive ? place.Value : Folder, name));

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (place.IsValueCreated)
            Directory.Delete(place.Value, recursive: true);
    }

    /// <inheritdoc/>
    protected override void Cancelled() => status = status with { State = WorkState.Cancelled };

    /// <inheritdoc/>
    protected override void Failed(string problem) => status = status with { State = WorkState.Failed, Problem = problem };
}

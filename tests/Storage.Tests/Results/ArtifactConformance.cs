using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

/// <summary>What every database must give of the files that it records.</summary>
public abstract class ArtifactConformance : StoreConformance
{
    private const string Grid = "artifacts/1/1/samples/1500/euler-4.png";
    private static readonly byte[] Content = [0x89, (byte)'P', (byte)'N', (byte)'G'];
    private AttemptLease lease = null!;

    private IArtifactReader Reader => Fixture.Artifacts;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        lease = await Begin(trials: 2);
        Write(Grid);
        Write("artifacts/1/1/samples/1500/euler-8.png");
        await Record(Grid);
    }

    [Fact]
    public async Task Open_RecordedFile_GivesItsContent()
    {
        var file = await Reader.Open("1-1", Grid, Cancellation);

        using var read = new MemoryStream();
        await using (file!.Content)
            await file.Content.CopyToAsync(read, Cancellation);
        Assert.Equal(Content, read.ToArray());
        Assert.Equal(1500, file.Record.Step);
    }

    [Theory]
    [InlineData("1-2", Grid)]
    [InlineData("9-9", Grid)]
    [InlineData("", Grid)]
    [InlineData("1-1", "artifacts/1/1/samples/1500/euler-8.png")]
    [InlineData("1-1", "artifacts/1/1/samples/1500/../1500/euler-4.png")]
    [InlineData("1-1", "./artifacts/1/1/samples/1500/euler-4.png")]
    [InlineData("1-1", "artifacts/1/1/samples/1500/EULER-4.png")]
    [InlineData("1-1", "../../../../etc/passwd")]
    [InlineData("1-1", "/etc/passwd")]
    [InlineData("1-1", "experiments.db")]
    [InlineData("1-1", "")]
    public async Task Open_AnythingThatIsNotRecorded_IsNotThere(string trialId, string path) =>
        Assert.Null(await Reader.Open(trialId, path, Cancellation));

    [Fact]
    public async Task Open_FileThatHasGone_IsNotThere()
    {
        await Record("artifacts/1/1/samples/500/euler-4.png");

        Assert.Null(await Reader.Open("1-1", "artifacts/1/1/samples/500/euler-4.png", Cancellation));
    }

    [Fact]
    public async Task Open_RecordThatLeadsOutOfTheDirectory_IsNotRead()
    {
        var outside = Fixture.Directory.Root + "-outside.png";
        await File.WriteAllBytesAsync(outside, Content, Cancellation);
        try
        {
            foreach (var path in (string[])[outside, "../" + Path.GetFileName(outside)])
            {
                await Record(path);
                Assert.True(File.Exists(Fixture.Directory.Absolute(path)));
                Assert.Null(await Reader.Open("1-1", path, Cancellation));
            }
        }
        finally
        {
            File.Delete(outside);
        }
    }

    private Task Record(string path) => Fixture.Measurements.Add(
        lease,
        [new ArtifactReport { Written = [new ArtifactRecord { Kind = "samples", Path = path, Step = 1500, Bytes = Content.Length, Sha256 = "ab" }] }],
        Cancellation);

    private void Write(string path)
    {
        var file = Fixture.Directory.Absolute(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Content);
    }
}

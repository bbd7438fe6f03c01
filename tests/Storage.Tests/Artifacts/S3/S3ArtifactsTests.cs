using FastOde.Storage.Artifacts;
using FastOde.Storage.Artifacts.S3;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace FastOde.Storage.Tests.Artifacts.S3;

public sealed class S3ArtifactsTests : ArtifactStoreConformance
{
    private readonly S3Server server;
    private readonly S3Address address = S3Address.Parse($"s3://{S3Server.Bucket}/{Path.GetRandomFileName()}");

    public S3ArtifactsTests(S3Server server)
    {
        server.Require();
        this.server = server;
    }

    protected override bool IsShared => false;

    [Fact]
    public async Task Put_TwoFilesOfOnePath_KeepsBothApart()
    {
        var store = Create(Directories.Writer);
        var first = Write([1, 2, 3]);
        await store.Put(first, Cancellation);
        var second = Write([4, 5, 6]);
        await store.Put(second, Cancellation);

        Assert.True(await Create(Directories.Reader).Fetch(first, Cancellation));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Directories.Reader.Absolute(first.Path), Cancellation));
    }

    [Fact]
    public async Task Put_BucketThatIsNone_NamesItAndIsNoFaultOfTheProgram()
    {
        var store = new S3Artifacts(S3Address.Parse("s3://nobodys"), Directories.Writer, server.Variables.GetValueOrDefault);

        var fault = await Assert.ThrowsAsync<StorageException>(() => store.Put(Write([1]), Cancellation));

        Assert.StartsWith("s3://nobodys cannot be used: ", fault.Message, StringComparison.Ordinal);
    }

    protected override IArtifactStore Create(DataDirectory directory) => new S3Artifacts(address, directory, server.Variables.GetValueOrDefault);
}

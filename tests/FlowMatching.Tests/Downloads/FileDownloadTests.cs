using System.Security.Cryptography;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Downloads;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Downloads;

/// <summary>Downloads that go well, break off, go on, or bring something else.</summary>
public sealed class FileDownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 / 3))];

    private readonly TemporaryFolder folder = new();
    private readonly LoopbackServer server = new();
    private readonly HttpClient client = new();
    private readonly List<DownloadProgress> heard = [];

    public FileDownloadTests() => server.Files["file"] = Content;

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Fetch_WholeFile_HasItsNameAndNothingElseStays()
    {
        var file = await Fetch();
        Assert.Equal(Content, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([file], Directory.GetFiles(folder.Path));
        Assert.Equal(new DownloadProgress("file", Content.Length, Content.Length), heard[^1]);
    }

    [Fact]
    public async Task Fetch_FileThatIsThere_AsksForNothing()
    {
        await Fetch();
        await Fetch();
        Assert.Equal([0], server.Starts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_MoreThanAFileMayHave_IsRefusedAndNothingStays(bool statesLength)
    {
        server.StatesLength = statesLength;
        var download = new FileDownload(client, TimeProvider.System, most: 200_000);
        var published = new PublishedFile("file", Convert.ToHexStringLower(SHA256.HashData(Content)));

        var refused = await Assert.ThrowsAsync<DownloadException>(() => download.Fetch(
            published.At(server.Address), published, folder.Path, new Progress<DownloadProgress>(), TestContext.Current.CancellationToken));

        Assert.Contains("sends more than 200000 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_AfterAnInterruption_GoesOnWhereTheServerCan(bool knowsRanges)
    {
        server.KnowsRanges = knowsRanges;
        server.BreaksAfter = 100_000;
        var message = await Refused();
        Assert.Contains("interrupted after", message, StringComparison.Ordinal);
        Assert.Contains("goes on from there", message, StringComparison.Ordinal);
        var part = new FileInfo(Path.Combine(folder.Path, "file.part")).Length;
        Assert.InRange(part, 1, 100_000);
        server.BreaksAfter = null;
        var file = await Fetch();
        Assert.Equal(Content, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([0, part], server.Starts);
    }

    [Fact]
    public async Task Fetch_WholePartThatWasNotRenamed_IsVerifiedAndTaken()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "file.part"), Content, TestContext.Current.CancellationToken);
        await Fetch();
        Assert.Equal([Content.Length], server.Starts);
    }

    [Fact]
    public async Task Fetch_PartLongerThanTheFile_BeginsAnew()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "file.part"), new byte[Content.Length + 1], TestContext.Current.CancellationToken);
        var file = await Fetch();
        Assert.Equal(Content, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fetch_OtherContent_IsRefusedWithBothHashesAndDeleted()
    {
        server.Files["file"] = [1, 2, 3];
        var message = await Refused();
        Assert.Contains(Sha256([1, 2, 3]), message, StringComparison.Ordinal);
        Assert.Contains(Sha256(Content), message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Fetch_MissingFile_NamesAddressAndAnswer()
    {
        var message = await Refused("none");
        Assert.Contains($"{server.Address}none answers 404", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Fetch_NoServer_SaysSo()
    {
        server.Dispose();
        Assert.Contains("cannot be reached", await Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishedDataset_FromAnotherServer_IsFetchedFromItsFolderOrFile()
    {
        var dataset = new PublishedDataset("set", new Uri("http://nowhere.invalid/"), [new("file", Sha256(Content))]);
        foreach (var from in new[] { server.Address, new Uri(server.Address, "file") })
        {
            var path = await dataset.Fetch(Download(), from, Path.Combine(folder.Path, "set"), new Listener(heard), TestContext.Current.CancellationToken);
            Assert.Equal(Path.Combine(folder.Path, "set", "file"), path);
            Directory.Delete(Path.Combine(folder.Path, "set"), recursive: true);
        }
    }

    [Fact]
    public void PublishedDatasets_Mnist_HasTheHashesOfTheRealFiles()
    {
        foreach (var file in PublishedDatasets.All.Find("mnist").Files)
            Assert.Equal(Sha256(File.ReadAllBytes(SharedFiles.Require($"data/mnist/{file.Name}"))), file.Sha256);
    }

    private FileDownload Download() => new(client, TimeProvider.System);

    private Task<string> Fetch(string name = "file") => Download().Fetch(
        new Uri(server.Address, name), new PublishedFile("file", Sha256(Content)), folder.Path, new Listener(heard), TestContext.Current.CancellationToken);

    private async Task<string> Refused(string name = "file")
    {
        var message = (await Assert.ThrowsAsync<DownloadException>(() => Fetch(name))).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        return message;
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private sealed class Listener(List<DownloadProgress> heard) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => heard.Add(value);
    }
}

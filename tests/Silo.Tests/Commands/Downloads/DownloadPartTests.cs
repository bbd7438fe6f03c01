using FastOde.FlowMatching.Downloads;
using FastOde.Silo.Commands.Downloads;
using FastOde.Silo.Output;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Commands.Downloads;

public sealed class DownloadPartTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Report_FileAfterFile_CountsEachAndItsTimeFromTheBeginning()
    {
        var part = new JobPart(clock);
        var download = new DownloadPart(part);
        download.Report(new DownloadProgress("images.gz", 10, 100));
        clock.Advance(TimeSpan.FromSeconds(7));
        download.Report(new DownloadProgress("images.gz", 50, 100));
        Assert.Equal(("images.gz", 0.5, TimeSpan.FromSeconds(7)), part.Look());

        download.Report(new DownloadProgress("labels.gz", 1, 10));
        Assert.Equal(("labels.gz", 0.1, TimeSpan.Zero), part.Look());
    }

    [Fact]
    public void Report_ServerThatDoesNotSaySize_TellsNoPart()
    {
        var part = new JobPart(clock);
        new DownloadPart(part).Report(new DownloadProgress("images.gz", 10, null));
        Assert.Equal(("images.gz", null, TimeSpan.Zero), part.Look());
    }
}

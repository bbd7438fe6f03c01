using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fastode-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_OverAnOlderFile_LeavesTheNewContentAlone()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "older and longer");
        WholeFile.Write(file, "new"u8);

        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Write_WhereARenameFails_LeavesNothingBehind()
    {
        var taken = Directory.CreateDirectory(Path.Combine(folder, "taken")).FullName;

        Assert.ThrowsAny<Exception>(() => WholeFile.Write(taken, "new"u8));
        Assert.Equal([taken], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Probe_OfAFolderThatIsMissing_SaysSoAndOtherwiseLeavesNothing()
    {
        Assert.Throws<DirectoryNotFoundException>(() => WholeFile.Probe(Path.Combine(folder, "none", "file")));
        WholeFile.Probe(Path.Combine(folder, "file"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }
}

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
    public void Write_IntoAFolderWhereAProcessDied_DeletesWhatItLeftAndNothingElse()
    {
        // Above what Linux gives to a process.
        File.WriteAllText(Path.Combine(folder, "other.4194305.fastode.tmp"), "half");
        string[] kept = [$"alive.{Environment.ProcessId}.fastode.tmp", "anybody's.4194305.tmp", "named.fastode.tmp"];
        foreach (var name in kept)
            File.WriteAllText(Path.Combine(folder, name), "theirs");
        WholeFile.Write(Path.Combine(folder, "file"), "new"u8);

        Assert.Equal([.. kept, "file"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).ToHashSet(), HashSet<string?>.CreateSetComparer());
    }

    [Fact]
    public void Probe_OfAFolderThatIsMissing_SaysSoAndOtherwiseLeavesNothing()
    {
        Assert.Throws<DirectoryNotFoundException>(() => WholeFile.Probe(Path.Combine(folder, "none", "file")));
        WholeFile.Probe(Path.Combine(folder, "file"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }
}

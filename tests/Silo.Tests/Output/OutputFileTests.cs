using FastOde.Silo.Output;

namespace FastOde.Silo.Tests.Output;

public sealed class OutputFileTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fastode-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Prepare_FileThatMayBeWritten_LeavesNothing()
    {
        OutputFile.Prepare(Path.Combine(root, "report.json"), force: false);
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public void Prepare_MissingDirectory_IsRefused() =>
        Assert.Equal(ExitCode.Environment, Assert.Throws<CommandFailure>(() => OutputFile.Prepare(Path.Combine(root, "none", "report.json"), force: false)).ExitCode);

    [Fact]
    public void Prepare_Directory_IsRefused() => Assert.Throws<CommandFailure>(() => OutputFile.Prepare(root, force: true));

    [Fact]
    public void Prepare_ExistingFileWithoutForce_IsRefusedAndLeftAlone()
    {
        var path = Path.Combine(root, "report.json");
        File.WriteAllText(path, "somebody's");

        var refused = Assert.Throws<CommandFailure>(() => OutputFile.Prepare(path, force: false));

        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        Assert.Equal("somebody's", File.ReadAllText(path));
    }

    [Fact]
    public async Task Write_ExistingFile_IsReplacedWhole()
    {
        var path = Path.Combine(root, "report.json");
        await File.WriteAllTextAsync(path, "an older and longer report", TestContext.Current.CancellationToken);
        await OutputFile.Prepare(path, force: true).Write("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("{}", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(root));
    }

    [Fact]
    public async Task Write_Link_ReplacesItsTarget()
    {
        var (target, link) = (Path.Combine(root, "target.json"), Path.Combine(root, "link.json"));
        await File.WriteAllTextAsync(target, "", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(link, target);
        await OutputFile.Prepare(link, force: true).Write("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("{}", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        Assert.Equal(target, new FileInfo(link).LinkTarget);
    }
}

using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Database;

public sealed class DatabaseInspectorTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    private DataDirectory Data => new(temporary.Path);

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Inspect_NoDatabase_GivesNullAndMakesNone()
    {
        Assert.Null(await StorageServices.Inspector(Data).Inspect(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path));
    }

    [Fact]
    public async Task OrphanedExperiments_WithoutADatabase_AreAllFolders()
    {
        Assert.Empty(await StorageServices.Inspector(Data).OrphanedExperiments(TestContext.Current.CancellationToken));

        Directory.CreateDirectory(Data.ArtifactFolder("5-1"));

        Assert.Equal([5], await StorageServices.Inspector(Data).OrphanedExperiments(TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Data.DatabasePath));
    }

    [Fact]
    public async Task Inspect_DatabaseInUse_TellsItsVersion()
    {
        await using var fixture = await SqliteStoreFixture.Open(Data);
        using var held = Data.Lock();

        var inspection = await StorageServices.Inspector(Data).Inspect(TestContext.Current.CancellationToken);

        Assert.Equal(new DatabaseInspection("20261130120000_Notices", 0), inspection);
    }

    [Fact]
    public async Task Inspect_NoSqliteFile_Throws()
    {
        await File.WriteAllTextAsync(Data.DatabasePath, "something else altogether", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StorageException>(() => StorageServices.Inspector(Data).Inspect(TestContext.Current.CancellationToken));
    }
}

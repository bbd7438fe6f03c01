using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Directories;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    private DataDirectory Data => new(temporary.Path);

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Lock_Held_RefusesASecondAndNamesTheProcess()
    {
        using var held = Data.Lock();

        var exception = Assert.Throws<StorageException>(Data.Lock);

        Assert.Equal(
            $"data directory {temporary.Path} is in use by process {Environment.ProcessId}; stop that process or choose another directory with --data DIR",
            exception.Message);
    }

    [Fact]
    public void Lock_GivenBack_CanBeTakenAgain()
    {
        Data.Lock().Dispose();

        using var again = Data.Lock();

        Assert.Equal($"{Environment.ProcessId}", File.ReadAllText(Data.ProcessIdPath));
    }

    [Fact]
    public void Lock_FilesOfAKilledProcess_AreNoObstacle()
    {
        File.WriteAllText(Data.LockPath, "");
        File.WriteAllText(Data.ProcessIdPath, "1");

        using var taken = Data.Lock();

        Assert.Equal($"{Environment.ProcessId}", File.ReadAllText(Data.ProcessIdPath));
    }

    [Fact]
    public void Announce_Owner_IsThereForAsLongAsTheLock()
    {
        File.WriteAllText(Data.GatewayPath, "127.0.0.1:1");
        using (var held = Data.Lock())
        {
            Assert.False(File.Exists(Data.GatewayPath));
            held.Announce("127.0.0.1:30000");
            Assert.Equal("127.0.0.1:30000", File.ReadAllText(Data.GatewayPath));
        }

        Assert.False(File.Exists(Data.GatewayPath));
    }

    [Fact]
    public void Lock_OwnerNotYetKnown_StillRefuses()
    {
        using var held = Data.Lock();
        File.Delete(Data.ProcessIdPath);

        var exception = Assert.Throws<StorageException>(Data.Lock);

        Assert.Contains("in use by another process;", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Share_HeldByOthersOfACluster_LetsNobodyHaveItAlone()
    {
        File.WriteAllText(Data.ProcessIdPath, "1");
        using (Data.Share())
        using (Data.Share())
        {
            var exception = Assert.Throws<StorageException>(Data.Lock);

            Assert.Contains("in use by another process;", exception.Message, StringComparison.Ordinal);
        }

        using var alone = Data.Lock();
        Assert.Throws<StorageException>(Data.Share);
    }

    [Fact]
    public void Lock_FileThatCannotBeOpened_SaysSo()
    {
        Directory.CreateDirectory(Data.LockPath);

        var exception = Assert.Throws<StorageException>(Data.Lock);

        Assert.StartsWith($"{Data.LockPath} cannot be written: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_ProcessIdThatCannotBeWritten_SaysSoAndGivesTheLockBack()
    {
        Directory.CreateDirectory(Data.ProcessIdPath);

        var exception = Assert.Throws<StorageException>(Data.Lock);

        Assert.StartsWith($"{Data.ProcessIdPath} cannot be written: ", exception.Message, StringComparison.Ordinal);
        Directory.Delete(Data.ProcessIdPath);
        Data.Lock().Dispose();
    }

    [Fact]
    public void Lock_OfAnotherDirectory_IsFree()
    {
        using var held = Data.Lock();

        using var other = new DataDirectory(Path.Combine(temporary.Path, "other")).Lock();
    }
}

using System.Formats.Tar;
using System.Security.Cryptography;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Backups;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Storage.Tests.Backups;

/// <summary>Backups of a directory in use, and what comes back from them.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private const string Checkpoint = "artifacts/1/1/checkpoints/step-500.safetensors";
    private const string Grid = "artifacts/1/1/samples/500/euler-4.png";
    private const string Dataset = "datasets/mnist/train.bin";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TemporaryDirectory elsewhere = new();
    private SqliteStoreFixture fixture = null!;
    private AttemptLease lease = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(elsewhere.Path, "lab.tar");

    private DataDirectory Target => new(Path.Combine(elsewhere.Path, "restored"));

    public async ValueTask InitializeAsync()
    {
        fixture = await SqliteStoreFixture.Create();
        await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2), Cancellation);
        lease = await fixture.Trials.BeginAttempt("1-1", "host/cpu-0", Sample.Lease, Cancellation);
        await Record(Checkpoint, [1, 2, 3]);
        await Record(Grid, [4, 5]);
        Write(Dataset, [6]);
        Write("artifacts/1/1/checkpoints/step-600.safetensors", [7]);
        Write("datasets/mnist/test.bin.17.tmp", [8]);
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        elsewhere.Dispose();
    }

    [Fact]
    public async Task Restore_OfABackup_BringsBackRowsAndWhatTheyName()
    {
        var written = await Backup();
        var restored = await Restore();

        Assert.Equal((1, 3, 0), (written.Experiments, written.Files, written.Lost.Count));
        Assert.Equal((1, 3, 0), (restored.Experiments, restored.Files, restored.Lost.Count));
        Assert.Equal([1, 2, 3], Content(Checkpoint));
        Assert.Equal([6], Content(Dataset));
        Assert.Equal(["artifacts", "datasets", "experiments.db"], Entries());
        Assert.Equal(3, Directory.EnumerateFiles(Target.Root, "*", SearchOption.AllDirectories).Count(file => !file.EndsWith(".db", StringComparison.Ordinal)));
        await using var opened = await SqliteStoreFixture.Open(Target);
        Assert.Equal(2, (await opened.Results.Trials(1, Cancellation)).Count);
    }

    [Fact]
    public async Task Write_FileThatIsLost_SaysWhichAndKeepsTheRest()
    {
        System.IO.File.Delete(fixture.Directory.Absolute(Grid));

        Assert.Equal([Grid], (await Backup()).Lost);
        var restored = await Restore();

        Assert.Equal([Grid], restored.Lost);
        Assert.Equal([1, 2, 3], Content(Checkpoint));
    }

    [Fact]
    public async Task Write_FileThatExists_IsRefused()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine", Cancellation);

        var refused = await Assert.ThrowsAsync<StorageException>(Backup);

        Assert.Contains("replaces nothing", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File, Cancellation));
    }

    [Fact]
    public async Task Write_NoDatabase_IsRefusedAndLeavesNothing()
    {
        var empty = new DataDirectory(Path.Combine(elsewhere.Path, "empty"));

        await Assert.ThrowsAsync<StorageException>(() => new Backup(empty, Patience).Write(File, Cancellation));

        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public async Task Write_Stopped_LeavesNothing()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Backup(fixture.Directory, Patience).Write(File, stopped.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    [InlineData(20_000)]
    public async Task Restore_OfHalfABackup_IsRefusedAndLeavesNothing(int length)
    {
        await Backup();
        await using (var stream = new FileStream(File, FileMode.Open))
            stream.SetLength(length);

        var refused = await Assert.ThrowsAsync<StorageException>(Restore);

        Assert.Contains("no complete backup", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task Restore_ByteThatFlipped_SaysWhichFileIsLost()
    {
        await Backup();
        var content = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        content[content.AsSpan().IndexOf<byte>([1, 2, 3, 0])] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, content, Cancellation);

        var restored = await Restore();

        Assert.Equal([Checkpoint], restored.Lost);
        Assert.False(System.IO.File.Exists(Target.Absolute(Checkpoint)));
        Assert.Equal([4, 5], Content(Grid));
    }

    [Theory]
    [InlineData("experiments.db")]
    [InlineData("artifacts/7/1/checkpoint")]
    [InlineData("features/mnist.safetensors")]
    public async Task Restore_IntoADirectoryInUse_TouchesNothing(string used)
    {
        await Backup();
        Directory.CreateDirectory(Path.GetDirectoryName(Target.Absolute(used))!);
        await System.IO.File.WriteAllTextAsync(Target.Absolute(used), "newer", Cancellation);

        var refused = await Assert.ThrowsAsync<StorageException>(Restore);

        Assert.Contains("a directory of its own", refused.Message, StringComparison.Ordinal);
        Assert.Equal([Target.Absolute(used)], Directory.EnumerateFiles(Target.Root, "*", SearchOption.AllDirectories));
        Assert.Equal("newer", await System.IO.File.ReadAllTextAsync(Target.Absolute(used), Cancellation));
    }

    [Fact]
    public async Task Restore_EntriesThatLeadOut_AreNotTakenOut()
    {
        await Backup();
        var forged = Path.Combine(elsewhere.Path, "forged.tar");
        await using (var stream = System.IO.File.Create(forged))
        await using (var tar = new TarWriter(stream))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "datasets/../../outside") { DataStream = new MemoryStream([9]) }, Cancellation);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "datasets/link") { LinkName = "/etc" }, Cancellation);
            await tar.WriteEntryAsync(fixture.Directory.DatabasePath, "experiments.db", Cancellation);
        }

        await new Restoration(Target, Patience).Restore(forged, Cancellation);

        Assert.False(System.IO.File.Exists(Path.Combine(elsewhere.Path, "outside")));
        Assert.False(Directory.Exists(Target.DatasetsPath));
    }

    [Fact]
    public async Task Backup_AndRestore_TellThePartThatIsDone()
    {
        ToldParts written = [], read = [];
        await new Backup(fixture.Directory, Patience, written).Write(File, Cancellation);
        await new Restoration(Target, Patience, read).Restore(File, Cancellation);

        Assert.NotEmpty(written);
        Assert.All(written.Concat(read), part => Assert.InRange(part, 0, 1));
        Assert.Equal(read.Order(), read);
        Assert.True(read[^1] > 0);
    }

    private Task<BackupSummary> Backup() => new Backup(fixture.Directory, Patience).Write(File, Cancellation);

    private async Task<BackupSummary> Restore()
    {
        Directory.CreateDirectory(Target.Root);
        return await new Restoration(Target, Patience).Restore(File, Cancellation);
    }

    private IEnumerable<string?> Entries() => Directory.EnumerateFileSystemEntries(Target.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private byte[] Content(string path) => System.IO.File.ReadAllBytes(Target.Absolute(path));

    private void Write(string path, byte[] content)
    {
        var full = fixture.Directory.Absolute(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllBytes(full, content);
    }

    private Task Record(string path, byte[] content)
    {
        Write(path, content);
        var artifact = new ArtifactRecord
        {
            Kind = "checkpoint",
            Path = path,
            Step = 500,
            Bytes = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
        return fixture.Measurements.Add(lease, [new ArtifactReport { Written = [artifact] }], Cancellation);
    }
}

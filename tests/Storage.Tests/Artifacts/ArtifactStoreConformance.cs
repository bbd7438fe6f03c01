using System.Security.Cryptography;
using FastOde.Contracts.Results;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Artifacts;

/// <summary>What every store of files must do; two processes use it, each with the data directory that the store gives it.</summary>
public abstract class ArtifactStoreConformance : IDisposable
{
    private const string Checkpoint = "artifacts/1/1/checkpoints/step-00000007.safetensors";

    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 7))];

    private readonly TemporaryDirectory writing = new();
    private readonly TemporaryDirectory reading = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The directories of a process that writes and of one that reads; the same where the store is that.</summary>
    protected (DataDirectory Writer, DataDirectory Reader) Directories => (new(writing.Path), new(IsShared ? writing.Path : reading.Path));

    /// <summary>Whether both processes have one directory.</summary>
    protected abstract bool IsShared { get; }

    public void Dispose()
    {
        writing.Dispose();
        reading.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Fetch_WhatAnotherProcessHasPut_BringsItAsItWas()
    {
        var (writer, reader) = (Create(Directories.Writer), Create(Directories.Reader));
        var file = Write(Content);

        await writer.Put(file, Cancellation);

        Assert.True(await reader.Has(file.Path, file.Sha256, Cancellation));
        Assert.True(await reader.Fetch(file, Cancellation));
        Assert.Equal(Content, await File.ReadAllBytesAsync(Directories.Reader.Absolute(Checkpoint), Cancellation));
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(Directories.Reader.Absolute(Checkpoint))!));
    }

    [Fact]
    public async Task Fetch_WhatNobodyHasPut_SaysSoAndLeavesNothing()
    {
        var reader = Create(Directories.Reader);
        var file = Record(Content);

        Assert.False(await reader.Has(file.Path, file.Sha256, Cancellation));
        Assert.False(await reader.Fetch(file, Cancellation));
        Assert.False(File.Exists(Directories.Reader.Absolute(Checkpoint)));
    }

    [Fact]
    public async Task Fetch_PathThatLeadsOut_IsRefused()
    {
        var reader = Create(Directories.Reader);

        Assert.False(await reader.Fetch(Record(Content) with { Path = "../elsewhere" }, Cancellation));
    }

    [Fact]
    public async Task Delete_OfWhatIsKept_KeepsTheOthers()
    {
        var (writer, reader) = (Create(Directories.Writer), Create(Directories.Reader));
        var gone = Write(Content);
        await writer.Put(gone, Cancellation);
        var other = gone with { Path = Checkpoint.Replace("07.", "77.", StringComparison.Ordinal) };
        File.Copy(Directories.Writer.Absolute(gone.Path), Directories.Writer.Absolute(other.Path));
        await writer.Put(other, Cancellation);

        // As training does: the file goes first.
        File.Delete(Directories.Writer.Absolute(gone.Path));
        await writer.Delete([gone.Path], Cancellation);
        await writer.Delete([gone.Path], Cancellation);

        Assert.False(await reader.Has(gone.Path, gone.Sha256, Cancellation));
        Assert.True(await reader.Fetch(other, Cancellation));
    }

    protected ArtifactRecord Write(byte[] content)
    {
        var file = Directories.Writer.Absolute(Checkpoint);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return Record(content);
    }

    protected abstract IArtifactStore Create(DataDirectory directory);

    private static ArtifactRecord Record(byte[] content) => new()
    {
        Kind = "checkpoint",
        Path = Checkpoint,
        Step = 7,
        Bytes = content.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
    };
}

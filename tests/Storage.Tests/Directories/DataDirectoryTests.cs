using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Directories;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Paths_OfARelativeRoot_AreFull()
    {
        var data = new DataDirectory("somewhere");

        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "somewhere"), data.Root);
        Assert.Equal(Path.Combine(data.Root, "experiments.db"), data.DatabasePath);
        Assert.Equal(Path.Combine(data.Root, "datasets"), data.DatasetsPath);
        Assert.False(Directory.Exists(data.Root));
    }

    [Fact]
    public void ArtifactFolder_OfATrial_IsBelowItsExperiment()
    {
        var data = new DataDirectory(temporary.Path);

        Assert.Equal(Path.Combine(temporary.Path, "artifacts", "12", "345"), data.ArtifactFolder("12-345"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12-")]
    [InlineData("1-2-3")]
    [InlineData("../1-2")]
    [InlineData("1-../../x")]
    [InlineData("1- 2")]
    public void ArtifactFolder_OfNoTrial_Throws(string trialId) =>
        Assert.Throws<ArgumentException>(() => new DataDirectory(temporary.Path).ArtifactFolder(trialId));

    [Fact]
    public void RelativeAndAbsolute_OfAFile_AreInverse()
    {
        var data = new DataDirectory(temporary.Path);
        var file = Path.Combine(data.ArtifactFolder("1-2"), "step-3.safetensors");

        Assert.Equal("artifacts/1/2/step-3.safetensors", data.Relative(file));
        Assert.Equal(file, data.Absolute(data.Relative(file)));
        Assert.Throws<ArgumentException>(() => data.Relative(Path.Combine(temporary.Path, "..", "other")));
    }

    [Fact]
    public void Prepare_WritableDirectory_LeavesNothingButTheArtifactsFolder()
    {
        new DataDirectory(temporary.Path).Prepare();

        Assert.Equal(["artifacts"], Directory.EnumerateFileSystemEntries(temporary.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Prepare_PathThatIsAFile_SaysSo()
    {
        var file = Path.Combine(temporary.Path, "file");
        File.WriteAllText(file, "");

        var exception = Assert.Throws<StorageException>(new DataDirectory(file).Prepare);

        Assert.Equal($"data directory {file} cannot be written: {file} is a file, not a directory; make it writable or choose another with --data DIR", exception.Message);
    }

    [Fact]
    public void Prepare_PathBelowAFile_Throws()
    {
        var file = Path.Combine(temporary.Path, "file");
        File.WriteAllText(file, "");

        var exception = Assert.Throws<StorageException>(new DataDirectory(Path.Combine(file, "below")).Prepare);

        Assert.Matches($"^data directory {file}/below cannot be written: .+; make it writable or choose another with --data DIR$", exception.Message);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void Prepare_ReadOnlyDirectory_Throws()
    {
        Directory.CreateDirectory(Path.Combine(temporary.Path, "artifacts"));
        using var protection = new WriteProtection(temporary.Path);

        var exception = Assert.Throws<StorageException>(new DataDirectory(temporary.Path).Prepare);

        Assert.StartsWith($"data directory {temporary.Path} cannot be written: ", exception.Message, StringComparison.Ordinal);
    }
}

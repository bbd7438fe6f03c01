namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A data directory of its own for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fastode-grains-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

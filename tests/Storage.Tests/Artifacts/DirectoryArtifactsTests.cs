using FastOde.Storage.Artifacts;
using FastOde.Storage.Directories;

namespace FastOde.Storage.Tests.Artifacts;

public sealed class DirectoryArtifactsTests : ArtifactStoreConformance
{
    protected override bool IsShared => true;

    protected override IArtifactStore Create(DataDirectory directory) => new DirectoryArtifacts(directory);
}

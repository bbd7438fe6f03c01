using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Entities;

namespace FastOde.Storage.Retention;

/// <summary>Which files of a trial a policy keeps.</summary>
internal static class RetainedFiles
{
    /// <summary>The files that go.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="isBest">Whether the trial is among those that keep checkpoints.</param>
    /// <param name="files">All of the trial's files.</param>
    public static IReadOnlyList<ArtifactEntity> Superfluous(RetentionSpec policy, bool isBest, ICollection<ArtifactEntity> files)
    {
        var checkpoints = isBest ? policy.Checkpoints : 0;
        var byKind = files.ToLookup(file => file.Kind);
        List<ArtifactEntity> gone = [];
        if (checkpoints is { } kept)
        {
            gone.AddRange(byKind[ArtifactKinds.Checkpoint].OrderByDescending(file => file.Step).Skip(kept));
            gone.AddRange(byKind[ArtifactKinds.Pairs]);
            gone.AddRange(byKind[ArtifactKinds.Teacher]);
        }

        var samples = files.Where(file => ArtifactKinds.IsPicture(file.Kind)).ToList();
        gone.AddRange(policy.Samples switch
        {
            "all" => [],
            "last" => samples.Where(file => file.Step < samples.Max(other => other.Step)),
            "none" => samples,
            var other => throw new ArgumentException($"retention.samples: expected all, last or none, found '{other}'", nameof(policy)),
        });
        return gone;
    }
}

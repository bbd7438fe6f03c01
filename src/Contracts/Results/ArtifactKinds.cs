namespace FastOde.Contracts.Results;

/// <summary>What the files of trials are, as <see cref="ArtifactRecord.Kind"/> says it.</summary>
public static class ArtifactKinds
{
    /// <summary>The whole state of a trial at a step.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>A grid of generated images, one file a step and cell.</summary>
    public const string Samples = "samples";

    /// <summary>How a few images came to be, one file a step.</summary>
    public const string Strips = "strips";

    /// <summary>Whether files of a kind are for people to look at, so that no program goes on from them.</summary>
    /// <param name="kind">The kind.</param>
    public static bool IsPicture(string kind) => kind is Samples or Strips;

    /// <summary>What a teacher made for this trial.</summary>
    public const string Pairs = "pairs";

    /// <summary>What a trial keeps of its teacher's networks.</summary>
    public const string Teacher = "teacher";

    /// <summary>Where pairs or a teacher's networks come from.</summary>
    public const string Lineage = "lineage";
}

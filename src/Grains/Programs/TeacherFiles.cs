using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Teachers;
using FastOde.Grains.Attempts;
using FastOde.Specs;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Programs;

/// <summary>What a trial keeps of its teacher, in its own folder.</summary>
internal static class TeacherFiles
{
    /// <summary>Full path of a trial's pairs, or of its copy of a teacher's networks.</summary>
    public static string Of(DataDirectory directory, string trialId, TrialSpec trial) =>
        Path.Combine(directory.ArtifactFolder(trialId), trial.Teaching is null ? "teacher.safetensors" : "pairs.safetensors");

    /// <summary>Records a file and its lineage, anew by every attempt: one that was killed in between may not have.</summary>
    public static void Record(IAttemptSink sink, string kind, string file, TeacherLineage lineage, DataDirectory directory)
    {
        var text = Path.Combine(Path.GetDirectoryName(file)!, "lineage.json");
        lineage.Save(text);
        sink.Report(new ArtifactReport { Written = [RecordedFiles.Describe(kind, file, 0, directory), RecordedFiles.Describe(ArtifactKinds.Lineage, text, 0, directory)] });
    }
}

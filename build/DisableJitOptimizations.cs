using System;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Sets DebuggingModes.Default | DisableOptimizations in an assembly's DebuggableAttribute, so that the just-in-time
/// compiler keeps every argument of its methods alive until they return. The attribute's value is the only blob of its
/// form in the file; a file in which that is not so is refused, because nothing else about it would be certain either.
/// The patched bytes replace the file by rename: the original may be a hard link into the package cache.
/// </summary>
public class DisableJitOptimizations : Task
{
    private static readonly byte[] Released = { 8, 1, 0, 2, 0, 0, 0, 0, 0 };
    private static readonly byte[] Patched = { 8, 1, 0, 3, 1, 0, 0, 0, 0 };

    [Required] public ITaskItem[] Files { get; set; }

    public override bool Execute()
    {
        foreach (ITaskItem item in Files)
            Patch(item.ItemSpec);
        return !Log.HasLoggedErrors;
    }

    private void Patch(string path)
    {
        byte[] image = File.ReadAllBytes(path);
        int at = Find(image, Released, 0);
        if (at < 0 && Find(image, Patched, 0) >= 0)
            return;
        if (at < 0 || Find(image, Released, at + 1) >= 0)
        {
            Log.LogError("{0}: its DebuggableAttribute is not where it was in the version this build knows; check build/DisableJitOptimizations.cs against the new version", path);
            return;
        }

        Patched.CopyTo(image, at);
        string temporary = path + ".patched";
        File.WriteAllBytes(temporary, image);
        // The copy step compares time and size: keeping the time keeps the next build from copying again.
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(path));
        File.Delete(path);
        File.Move(temporary, path);
        Log.LogMessage(MessageImportance.Normal, "{0}: arguments now live until their method returns", path);
    }

    private static int Find(byte[] image, byte[] pattern, int start)
    {
        for (int at = start; at <= image.Length - pattern.Length; at++)
        {
            int matched = 0;
            while (matched < pattern.Length && image[at + matched] == pattern[matched])
                matched++;
            if (matched == pattern.Length)
                return at;
        }
        return -1;
    }
}

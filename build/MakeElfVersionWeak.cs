using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Marks one required symbol version of ELF64 little-endian shared objects as weak (VER_FLG_WEAK in vna_flags of
/// .gnu.version_r), so that the dynamic loader warns about its absence instead of refusing the library.
/// A file without the entry, or whose entry is weak already, is left untouched. The patched bytes replace the file
/// by rename: the original may be a hard link into the package cache.
/// </summary>
public class MakeElfVersionWeak : Task
{
    private const int SectionTypeVersionNeeds = 0x6ffffffe;
    private const ushort Weak = 2;

    [Required] public ITaskItem[] Files { get; set; }

    [Required] public string Version { get; set; }

    public override bool Execute()
    {
        foreach (ITaskItem item in Files)
            Patch(item.ItemSpec);
        return !Log.HasLoggedErrors;
    }

    private void Patch(string path)
    {
        byte[] image = File.ReadAllBytes(path);
        if (image.Length < 64 || image[0] != 0x7f || image[1] != 'E' || image[4] != 2 || image[5] != 1)
            return;
        int flags = FindFlags(image);
        if (flags < 0 || (BitConverter.ToUInt16(image, flags) & Weak) != 0)
            return;

        image[flags] |= (byte)Weak;
        string temporary = path + ".weak";
        File.WriteAllBytes(temporary, image);
        // The copy step compares time and size: keeping the time keeps the next build from copying again.
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(path));
        File.Delete(path);
        File.Move(temporary, path);
        Log.LogMessage(MessageImportance.Normal, "{0}: {1} is now a weak requirement", path, Version);
    }

    /// <summary>The file offset of the entry's vna_flags, or -1 where the version is not required.</summary>
    private int FindFlags(byte[] image)
    {
        long sections = BitConverter.ToInt64(image, 0x28);
        int entrySize = BitConverter.ToUInt16(image, 0x3a), count = BitConverter.ToUInt16(image, 0x3c);
        for (int s = 0; s < count; s++)
        {
            int header = (int)(sections + s * entrySize);
            if (BitConverter.ToUInt32(image, header + 4) != unchecked((uint)SectionTypeVersionNeeds))
                continue;
            int offset = (int)BitConverter.ToInt64(image, header + 0x18);
            int linked = BitConverter.ToInt32(image, header + 0x28);
            int needs = BitConverter.ToInt32(image, header + 0x2c);
            int names = (int)BitConverter.ToInt64(image, (int)(sections + linked * entrySize) + 0x18);
            for (int need = 0, at = offset; need < needs; need++)
            {
                int versions = BitConverter.ToUInt16(image, at + 2), version = at + BitConverter.ToInt32(image, at + 8);
                for (int v = 0; v < versions; v++)
                {
                    if (NameAt(image, names + BitConverter.ToInt32(image, version + 8)) == Version)
                        return version + 4;
                    version += BitConverter.ToInt32(image, version + 12);
                }
                at += BitConverter.ToInt32(image, at + 12);
            }
        }
        return -1;
    }

    private static string NameAt(byte[] image, int at)
    {
        int end = Array.IndexOf(image, (byte)0, at);
        return Encoding.ASCII.GetString(image, at, end - at);
    }
}

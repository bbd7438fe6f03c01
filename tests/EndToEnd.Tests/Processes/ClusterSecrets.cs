using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Files with secrets of clusters.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ClusterSecrets
{
    /// <summary>Draws a secret and writes it into a file that only its owner may use.</summary>
    /// <returns>The file.</returns>
    public static string Write(Workspace workspace, string name)
    {
        var path = workspace.Path(name);
        File.WriteAllText(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}

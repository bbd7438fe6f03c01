using System.Runtime.CompilerServices;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>Data and reference outputs that lie beside the repository, in <c>../shared</c>, where someone put them.</summary>
public static class SharedFiles
{
    /// <summary>The path of one of them; skips the test, with the reason, where it is absent.</summary>
    public static string Require(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Repository(), "../shared", relative));
        Assert.SkipUnless(File.Exists(path), $"'../shared/{relative}' is not there");
        return path;
    }

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../.."));
}

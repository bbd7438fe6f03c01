using System.Runtime.Versioning;

namespace FastOde.TestSupport;

/// <summary>A folder with a program of the name of <c>nvidia-smi</c> that does as a test says.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FakeNvidiaSmi : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fastode-smi-").FullName;

    /// <summary>Makes the folder, without a program.</summary>
    public FakeNvidiaSmi()
    {
    }

    /// <summary>Makes the folder and the program.</summary>
    /// <param name="script">Lines of a shell script.</param>
    public FakeNvidiaSmi(string script)
    {
        var program = Path.Combine(folder, "nvidia-smi");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What takes the place of <c>PATH</c>: the folder behind one that is not there.</summary>
    public string SearchPath => $"/not/there:{folder}";

    /// <summary>Path of a file beside the program.</summary>
    /// <param name="name">Its name.</param>
    public string Beside(string name) => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

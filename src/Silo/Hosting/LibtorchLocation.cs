using System.Runtime.InteropServices;
using FastOde.FlowMatching.Devices;
using FastOde.Silo.Output;

namespace FastOde.Silo.Hosting;

/// <summary>
/// <c>FASTODE_LIBTORCH=DIR</c> uses an existing libtorch, such as one with CUDA: its libraries are loaded before
/// TorchSharp looks for its own, which then resolve to them. For builds without a libtorch
/// (<c>-p:TorchBackend=external</c>): the loader tells libraries apart by file, and a second one aborts the process.
/// </summary>
internal static class LibtorchLocation
{
    /// <summary>The environment variable that names the directory.</summary>
    public const string Variable = "FASTODE_LIBTORCH";

    /// <summary>In the order in which they need each other; those of CUDA are there in a CUDA build only.</summary>
    private static readonly string[] Libraries = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    /// <summary>The directory that the user named, or null.</summary>
    public static string? Directory => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory ? directory : null;

    /// <summary>Whether the libtorch that will be used can compute on GPUs, where there are any.</summary>
    public static bool HasCuda => Directory is { } directory ? File.Exists(FileOf(FolderOf(directory) ?? directory, "torch_cuda")) : Carried("torch_cuda") is not null;

    /// <summary>
    /// <see cref="Load()"/> for a command that is going to compute: a line on standard error says where libtorch is held
    /// back for the sake of right values, because that costs speed.
    /// </summary>
    /// <exception cref="CommandFailure">As there.</exception>
    public static void Prepare()
    {
        Load();
        if (OneDnnInstructions.Restriction is { } restriction)
            Console.Error.WriteLine($"{restriction} (docs/deploy.md)");
    }

    /// <summary>Loads the named libtorch; where none is named, makes sure that the build carries one.</summary>
    /// <exception cref="CommandFailure">There is no libtorch, or the named one does not load.</exception>
    public static void Load()
    {
        GpuNumbering.Apply();
        if (Directory is { } directory)
        {
            Load(directory);
        }
        else if (Bundled() is null)
        {
            throw new CommandFailure(
                ExitCode.Environment,
                $"this fastode carries no libtorch; name the folder of an unpacked libtorch 2.10 with {Variable}=DIR, or build without -p:TorchBackend=external");
        }
    }

    private static void Load(string directory)
    {
        var folder = FolderOf(directory)
            ?? throw Refusal(directory, $"neither it nor its lib folder holds {Path.GetFileName(FileOf(directory, "torch_cpu"))}");
        if (Bundled() is { } bundled)
            throw Refusal(directory, $"this fastode carries a libtorch of its own ({bundled}) and cannot have two; build it with -p:TorchBackend=external");
        foreach (var file in Libraries.Select(library => FileOf(folder, library)).Where(File.Exists))
        {
            if (Failure(file) is { } failure)
                throw Refusal(directory, failure);
        }

        // The binding asks for what its own version has; TorchSharp would answer a lack of it with a page, and look elsewhere.
        if (Carried("LibTorchSharp") is { } binding && Failure(binding) is { } lack)
            throw Refusal(directory, $"it is another version than TorchSharp was built for ({lack})");
    }

    private static string? FolderOf(string directory) =>
        new[] { Path.Combine(directory, "lib"), directory }.FirstOrDefault(candidate => File.Exists(FileOf(candidate, "torch_cpu")));

    /// <summary>Loads a library; what the loader says where it does not load.</summary>
    private static string? Failure(string file)
    {
        try
        {
            NativeLibrary.Load(file);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            return failure.Message.Trim().Split('\n')[^1].Trim();
        }
    }

    private static string FileOf(string folder, string library) => Path.Combine(
        folder,
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so");

    private static CommandFailure Refusal(string directory, string reason) => new(
        ExitCode.Environment,
        $"{Variable}={directory}: {reason}; name the folder of an unpacked libtorch 2.10, or unset {Variable}");

    private static string? Bundled() => Carried("torch_cpu");

    private static string? Carried(string library) => (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => FileOf(folder, library))
        .FirstOrDefault(File.Exists);
}

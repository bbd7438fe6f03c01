using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Plugins;
using TorchSharp;

namespace FastOde.Grains.Programs;

/// <summary>Says with what this process trains a trial.</summary>
/// <param name="data">The data sets.</param>
internal sealed class EnvironmentOfTrial(DatasetSource data)
{
    private const int HashDigits = 12;
    private static readonly Assembly Own = typeof(EnvironmentOfTrial).Assembly;
    private static readonly Lazy<string?> Plugins = new(() => Describe(PluginAssemblies.All));

    /// <summary>The environment; asked on the thread that trains, whose libtorch threads count.</summary>
    /// <param name="trial">The trial.</param>
    /// <exception cref="ImageDatasetException">Its data set is not there, or damaged.</exception>
    public AttemptEnvironment Of(TrialSpec trial) => new()
    {
        Version = LibraryVersions.Of(Own),
        IsModified = Own.GetCustomAttributes<AssemblyMetadataAttribute>().Any(fact => fact is { Key: "SourceIsModified", Value: "true" }),
        Torch = LibraryVersions.Torch,
        Runtime = RuntimeInformation.FrameworkDescription,
        System = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        Processor = ProcessorName.Describe(),
        Device = ComputeDevice.Find(trial.Device).Device.ToString(),
        Threads = torch.get_num_threads(),
        DataSha256 = data.Sha256(trial.Data.Name),
        Plugins = Plugins.Value,
    };

    private static string? Describe(IReadOnlyList<Assembly> plugins) => plugins.Count == 0 ? null : string.Join("; ", plugins.Select(Describe));

    private static string Describe(Assembly plugin) =>
        $"{plugin.GetName().Name} {LibraryVersions.Of(plugin)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(plugin.Location)))[..HashDigits]}";
}

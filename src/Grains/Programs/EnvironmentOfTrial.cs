using System.Reflection;
using System.Runtime.InteropServices;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.Grains.Programs;

/// <summary>Says with what this process trains a trial.</summary>
/// <param name="data">The data sets.</param>
internal sealed class EnvironmentOfTrial(DatasetSource data)
{
    private static readonly Assembly Own = typeof(EnvironmentOfTrial).Assembly;

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
    };
}

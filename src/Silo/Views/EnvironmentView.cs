using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>With what an attempt has trained.</summary>
/// <param name="Version">Version and commit of FastOde.</param>
/// <param name="IsModified">Whether files differed from that commit when it was built.</param>
/// <param name="Torch">Versions of TorchSharp and libtorch.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="System">The operating system.</param>
/// <param name="Processor">Model of the processor, and the instructions that libtorch uses of it.</param>
/// <param name="Device">The device that trained.</param>
/// <param name="Threads">Threads that libtorch computed with.</param>
/// <param name="DataSha256">SHA-256 of the training images; null for data that the program draws itself.</param>
/// <param name="Plugins">Plug-ins with version and the first digits of the SHA-256 of their file; null where none was loaded.</param>
internal sealed record EnvironmentView(
    string Version, bool IsModified, string Torch, string Runtime, string System, string Processor, string Device, int Threads, string? DataSha256, string? Plugins)
{
    /// <summary>Shows an environment.</summary>
    /// <param name="environment">The environment.</param>
    public static EnvironmentView Of(AttemptEnvironment environment) => new(
        environment.Version, environment.IsModified, environment.Torch, environment.Runtime, environment.System,
        environment.Processor, environment.Device, environment.Threads, environment.DataSha256, environment.Plugins);
}

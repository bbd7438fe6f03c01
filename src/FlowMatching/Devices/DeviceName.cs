using System.Text.RegularExpressions;
using TorchSharp;

namespace FastOde.FlowMatching.Devices;

/// <summary>The names by which a trial asks for a device: <c>auto</c>, <c>cpu</c>, <c>cuda</c> and <c>cuda:0</c>, <c>cuda:1</c>, ….</summary>
public static partial class DeviceName
{
    /// <summary>The first GPU where libtorch can use one, else the processor.</summary>
    public const string Automatic = "auto";

    /// <summary>The processor.</summary>
    public const string Cpu = "cpu";

    /// <summary>The first GPU; replicas take the ones after it.</summary>
    public const string Cuda = "cuda";

    /// <summary>Whether a text is such a name, whatever devices there are.</summary>
    public static bool IsValid(string name) => name is Automatic or Cpu || Form().IsMatch(name);

    /// <summary>Why a trial cannot have the device here, and what to do; null where it can.</summary>
    /// <param name="name">A valid name.</param>
    /// <param name="replicas">How many devices it needs.</param>
    public static string? Problem(string name, int replicas)
    {
        if (name is Automatic or Cpu)
            return null;
        var count = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        if (count == 0)
            return $"There is no GPU here that libtorch can use, and '{name}' asks for one; use device: auto or cpu, or a build with CUDA (docs/deploy.md).";
        if (Index(name) >= count)
            return $"There are {count} GPUs here, cuda:0 to cuda:{count - 1}, and '{name}' asks for another; use one of these, or device: auto.";
        return name == Cuda && replicas > count
            ? $"There are {count} GPUs here, and replicas: {replicas} asks for one each; use replicas: {count}, or name one for all, such as device: cuda:0."
            : null;
    }

    /// <summary>The number of the GPU that a name means.</summary>
    /// <param name="name">A name that begins with <see cref="Cuda"/>.</param>
    public static int Index(string name) => name == Cuda ? 0 : int.Parse(name.AsSpan(Cuda.Length + 1), provider: System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^cuda(:(0|[1-9][0-9]?))?\z")]
    private static partial Regex Form();
}

using FastOde.FlowMatching.Devices;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using TorchSharp;

namespace FastOde.Silo.Doctor;

/// <summary>Whether libtorch loads and computes, and the devices it sees.</summary>
internal sealed class LibtorchCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken)
    {
        var cores = Finding.Ok("cpu", $"{Environment.ProcessorCount} cores");
        try
        {
            LibtorchLocation.Load();
            return Task.FromResult<IReadOnlyList<Finding>>([Computes(), Convolutions(), cores, Cuda()]);
        }
        catch (CommandFailure failure)
        {
            return Task.FromResult<IReadOnlyList<Finding>>([Finding.Broken("libtorch", failure.Message, ""), cores]);
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or NotSupportedException or System.Runtime.InteropServices.ExternalException)
        {
            return Task.FromResult<IReadOnlyList<Finding>>([Unusable(failure), cores]);
        }
    }

    private static Finding Computes()
    {
        using var scope = torch.NewDisposeScope();
        var half = torch.full([64, 64], 0.5f);
        var sum = half.mm(half).sum().item<float>();
        var version = $"{LibraryVersions.Torch}, {Source()}";
        return sum == 64 * 64 * 64 * 0.25f
            ? Finding.Ok("libtorch", $"{version}, computes")
            : Finding.Broken("libtorch", $"{version}: a product of matrices gave {sum}", "install libtorch again");
    }

    /// <summary>The check that stops training and scoring where it fails, and what made it pass.</summary>
    private static Finding Convolutions()
    {
        var restriction = OneDnnInstructions.Restriction ?? "oneDNN uses all that the processor has";
        return LibtorchArithmetic.Problem is { } problem
            ? Finding.Broken("convolutions", $"{problem}; {restriction}", $"set {OneDnnInstructions.Variable}={OneDnnInstructions.Safe}; until then networks that kernels do not take are refused")
            : Finding.Ok("convolutions", $"right in float32 and bfloat16, forward and backward; {restriction}");
    }

    private static Finding Cuda() => torch.cuda.is_available()
        ? Finding.Ok("cuda", $"{torch.cuda.device_count()} devices; trials with device: auto train on the first")
        : Finding.Ok("cuda", "none; trials with device: auto train on the CPU, and those with device: cuda are refused");

    private static Finding Unusable(Exception failure) => Finding.Broken(
        "libtorch",
        $"does not load from {Source()}: {FirstLine(failure)}",
        $"build again with dotnet build, or name an unpacked libtorch with {LibtorchLocation.Variable}=DIR");

    /// <summary>TorchSharp adds a page of what it tried.</summary>
    private static string FirstLine(Exception failure) => failure.GetBaseException().Message.Trim().Split('\n')[0].TrimEnd('.', '\r');

    private static string Source() => LibtorchLocation.Directory is { } directory ? $"{LibtorchLocation.Variable}={directory}" : "the one that comes with fastode";
}

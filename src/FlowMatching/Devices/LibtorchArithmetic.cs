using TorchSharp;

namespace FastOde.FlowMatching.Devices;

/// <summary>Whether libtorch computes rightly on this machine's processor, found out once a process.</summary>
public static class LibtorchArithmetic
{
    private static readonly Lazy<string?> Found = new(Prove);

    /// <summary>What is wrong with libtorch's convolutions here, a clause; null where they are right.</summary>
    public static string? Problem => Found.Value;

    /// <summary>Refuses to go on where libtorch computes wrongly; called by whatever computes networks by it.</summary>
    /// <exception cref="WrongArithmeticException">It does; the message says what to do.</exception>
    internal static void Require() => Require(Problem);

    /// <summary>Refuses to go on where there is a problem.</summary>
    /// <param name="problem">As <see cref="Problem"/>.</param>
    /// <exception cref="WrongArithmeticException">There is one.</exception>
    internal static void Require(string? problem)
    {
        if (problem is not null)
            throw new WrongArithmeticException(problem);
    }

    private static string? Prove()
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        NativeLog.Apply();
        return ConvolutionProof.Problem(ConvolutionProof.ByLibtorch);
    }
}

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>Tells a checkpoint's container from what else bears its name, by the first bytes.</summary>
internal static class PyTorchSignature
{
    // A pickled 10-byte integer, 0x1950a86a20f9469cfc6c, begins every file of PyTorch before 1.6.
    private static ReadOnlySpan<byte> Legacy => [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    /// <summary>Accepts a zip file and goes back to its start.</summary>
    /// <exception cref="PyTorchFaultException">It is something else; the message says what.</exception>
    public static void Check(Stream stream)
    {
        Span<byte> start = stackalloc byte[2 + Legacy.Length];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.StartsWith(Zip))
            return;
        if (start.Length > 2 && start[2..].SequenceEqual(Legacy))
            throw new PyTorchFaultException("it has the format of PyTorch before 1.6, which is not a zip file", PyTorchFaultException.SaveAgain);
        if (start.Length > 1 && start[0] == PickleOpcode.Proto)
            throw new PyTorchFaultException("it is a bare pickle, not a zip file as torch.save writes it", PyTorchFaultException.SavePlainData);
        throw new PyTorchFaultException(
            start.Length == 0 ? "it is empty" : "it does not begin as a zip file does, so torch.save did not write it", "Give the file that torch.save wrote.");
    }
}

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>Tells a checkpoint's container from what else bears its name, by the first bytes.</summary>
internal static class PyTorchSignature
{
    /// <summary>Bytes of the pickled number that begins a file of PyTorch before 1.6.</summary>
    public const int LegacyLength = 15;

    // That number is 0x1950a86a20f9469cfc6c, in ten bytes; the pickle's protocol comes before, its end after it.
    private static ReadOnlySpan<byte> Legacy => [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, PickleOpcode.Stop];

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    /// <summary>Whether a file begins as a zip or a pickle does.</summary>
    /// <param name="start">The file's first bytes.</param>
    public static bool IsBegun(ReadOnlySpan<byte> start) => start.StartsWith(Zip) || start is [PickleOpcode.Proto, < 6, ..];

    /// <summary>Accepts both formats of <c>torch.save</c>, and goes back to the start.</summary>
    /// <returns>Whether the file is of PyTorch before 1.6; a zip file otherwise.</returns>
    /// <exception cref="PyTorchFaultException">It is something else; the message says what.</exception>
    public static bool IsLegacy(Stream stream)
    {
        Span<byte> start = stackalloc byte[LegacyLength];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.StartsWith(Zip))
            return false;
        if (start.Length == LegacyLength && start[2..].SequenceEqual(Legacy))
            return true;
        if (start.Length > 1 && start[0] == PickleOpcode.Proto)
            throw new PyTorchFaultException("it is a bare pickle, not a zip file as torch.save writes it", PyTorchFaultException.SavePlainData);
        throw new PyTorchFaultException(
            start.Length == 0 ? "it is empty" : "it does not begin as a zip file does, so torch.save did not write it", "Give the file that torch.save wrote.");
    }
}

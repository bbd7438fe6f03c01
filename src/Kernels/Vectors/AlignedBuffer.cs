using System.Runtime.InteropServices;

namespace FastOde.Kernels.Vectors;

/// <summary>Floats outside the managed heap, aligned to a cache line, zero at first; they keep their place until disposed.</summary>
internal sealed unsafe class AlignedBuffer : SafeHandle
{
    /// <summary>Allocates <paramref name="length"/> floats.</summary>
    public AlignedBuffer(long length)
        : base(0, ownsHandle: true)
    {
        Length = length;
        var bytes = (nuint)Math.Max(length, 1) * sizeof(float);
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, 64));
        NativeMemory.Clear((void*)handle, bytes);
    }

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float.</summary>
    public float* Start => IsClosed ? throw new ObjectDisposedException(nameof(AlignedBuffer)) : (float*)handle;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}

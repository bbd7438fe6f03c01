namespace FastOde.Silo.Output;

/// <summary>
/// Writes to a terminal for as long as there is one. To write to one that has been closed is an error, and whoever writes may
/// still have a checkpoint to finish; nobody reads there any more.
/// </summary>
/// <param name="terminal">The stream of a terminal, not of a file.</param>
internal sealed class TerminalStream(Stream terminal) : Stream
{
    /// <summary>EIO of Linux and macOS.</summary>
    private const int InputOutput = 5;

    private bool isGone;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (isGone)
            return;
        try
        {
            terminal.Write(buffer);
        }
        catch (IOException exception) when (exception.HResult == InputOutput)
        {
            isGone = true;
        }
    }

    /// <inheritdoc/>
    public override void Flush() => terminal.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}

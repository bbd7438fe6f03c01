using System.Buffers.Binary;
using Orleans.Serialization;

namespace FastOde.Grains.Isolation;

/// <summary>Messages over a pair of pipes, each as its length in four bytes, little-endian, and its content.</summary>
/// <param name="input">Where messages come from; read by one thread.</param>
/// <param name="output">Where they go; any thread may send.</param>
/// <param name="serializer">Makes bytes of them, as between silos.</param>
internal sealed class MessageStream(Stream input, Stream output, Serializer<TrainerMessage> serializer)
{
    private const int LengthBytes = sizeof(int);

    private readonly Lock gate = new();

    /// <summary>Sends a message, and waits while the other side is behind.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public void Send(TrainerMessage message)
    {
        var content = serializer.SerializeToArray(message);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        lock (gate)
        {
            output.Write(length);
            output.Write(content);
            output.Flush();
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>The message; null where the other side is gone.</returns>
    public TrainerMessage? Receive()
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        if (input.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
            return null;
        var content = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        return input.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length ? serializer.Deserialize(content) : null;
    }
}

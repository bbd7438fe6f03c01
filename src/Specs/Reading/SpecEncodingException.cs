namespace FastOde.Specs.Reading;

/// <summary>The bytes of a spec are no text.</summary>
/// <param name="line">The line, from 1, of the first byte that belongs to no character.</param>
/// <param name="message">What stands there.</param>
/// <param name="cause">What the decoder said.</param>
public sealed class SpecEncodingException(int line, string message, Exception cause) : Exception(message, cause)
{
    /// <summary>The line, from 1, of the first byte that belongs to no character.</summary>
    public int Line { get; } = line;
}

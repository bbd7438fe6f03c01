namespace FastOde.Specs;

/// <summary>Reads specs (YAML or JSON).</summary>
public interface ISpecReader
{
    /// <summary>Reads and validates a whole spec; nothing is thrown for a bad text, its problems are returned.</summary>
    /// <param name="text">The YAML or JSON text.</param>
    /// <param name="source">File name or other origin, repeated in problems.</param>
    SpecReading Read(string text, string source);
}

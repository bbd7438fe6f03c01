namespace FastOde.Contracts.Experiments;

/// <summary>Reads specs (YAML or JSON) and applies assignments to them.</summary>
public interface ISpecReader
{
    /// <summary>Reads and validates a whole spec; nothing is thrown for a bad text, its problems are returned.</summary>
    /// <param name="text">The YAML or JSON text.</param>
    /// <param name="source">File name or other origin, repeated in problems.</param>
    SpecReading Read(string text, string source);

    /// <summary>The trial that an assignment describes: the spec's trial with each key path replaced.</summary>
    /// <exception cref="ArgumentException">A value does not fit its key; the message names both.</exception>
    TrialSpec Apply(TrialSpec trial, IReadOnlyDictionary<string, ParameterValue> parameters);
}

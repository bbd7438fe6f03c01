namespace FastOde.Specs.Teachers;

/// <summary>Something that learns from a finished trial.</summary>
public interface IStudent
{
    /// <summary>The finished trial; null where there is none.</summary>
    string? Teacher { get; }
}

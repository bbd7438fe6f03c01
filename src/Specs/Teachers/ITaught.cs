namespace FastOde.Specs.Teachers;

/// <summary>Something that learns from a finished trial.</summary>
public interface ITaught
{
    /// <summary>The teacher and what it makes.</summary>
    TeacherSpec Teaching { get; }
}

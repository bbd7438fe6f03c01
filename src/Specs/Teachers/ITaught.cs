namespace FastOde.Specs.Teachers;

/// <summary>Something that learns from the pairs of noise and data that a teacher's flow makes.</summary>
public interface ITaught : IStudent
{
    /// <summary>The teacher and what it makes.</summary>
    TeacherSpec Teaching { get; }

    /// <inheritdoc/>
    string? IStudent.Teacher => Teaching.Teacher;
}

using FastOde.Specs.Keys;

namespace FastOde.Specs.Teachers;

/// <summary>The finished trial that a student learns from, and the pairs of noise and data that its flow makes.</summary>
public sealed record TeacherSpec : IChecked
{
    /// <summary>The finished trial to learn from, of the same data set and data directory.</summary>
    [Form("teacher")]
    public string? Teacher { get; init; }

    /// <summary>Pairs of noise and data that the teacher makes before training begins.</summary>
    [Whole(1, 100_000_000)]
    public int Pairs { get; init; } = 50_000;

    /// <summary>The solver that follows the teacher's flow.</summary>
    [Form("solver")]
    public string TeacherSolver { get; init; } = "heun-21";

    /// <summary>What the velocity network of a student begins with; from its <c>teacher</c> it must have the same shape and prediction.</summary>
    public InitialWeights InitialWeights { get; init; }

    /// <inheritdoc/>
    public IEnumerable<KeyProblem> Problems()
    {
        if (Teacher is null)
            yield return new("teacher", "This key is missing. A student needs a finished trial to learn from, such as teacher: 3-1 here or --set KEY=3-1 on the command line.");
    }
}

namespace FastOde.Grains.Isolation;

/// <summary>How the process that runs the attempts of a slot is started: a program that hands its standard input and output to <see cref="TrainerProcessHost"/>.</summary>
public sealed record TrainerProcessOptions
{
    /// <summary>The program.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }
}

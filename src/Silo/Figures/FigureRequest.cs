namespace FastOde.Silo.Figures;

/// <summary>Which figure of a study is wanted; what is null is chosen from the study.</summary>
internal sealed record FigureRequest
{
    /// <summary>What it shows.</summary>
    public required FigureKind Kind { get; init; }

    /// <summary>The metric, or its family where that has one member, such as <c>fid</c>; null for the spec's first that judges samples.</summary>
    public string? Metric { get; init; }

    /// <summary>The solver of <see cref="FigureKind.Nfe"/>; null for the spec's first.</summary>
    public string? Solver { get; init; }

    /// <summary>The key of <see cref="FigureKind.Key"/>; null for the only one there is.</summary>
    public string? Key { get; init; }

    /// <summary>The cell of <see cref="FigureKind.Key"/>, such as <c>euler-20</c>; null for the finest of the spec's first solver.</summary>
    public string? Cell { get; init; }
}

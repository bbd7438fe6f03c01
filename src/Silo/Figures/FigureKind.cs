namespace FastOde.Silo.Figures;

/// <summary>What a figure shows.</summary>
internal enum FigureKind
{
    /// <summary>A metric against measured NFE, a line an assignment.</summary>
    Nfe,

    /// <summary>Curvature and a metric at one cell against a numeric key of the search.</summary>
    Key,
}

namespace FastOde.FlowMatching.Networks.Planes;

/// <summary>A block with what it reads.</summary>
internal sealed record PlaneStep
{
    /// <summary>The block.</summary>
    public required PlaneBlock Block { get; init; }

    /// <summary>Channels of its result.</summary>
    public required int Channels { get; init; }

    /// <summary>Its features.</summary>
    public required PlaneTensor Input { get; init; }

    /// <summary>Features of the contracting half beside them; null for none.</summary>
    public PlaneTensor? Beside { get; init; }

    /// <summary>Whether, on the way back, somebody gave the features a gradient before.</summary>
    public bool Adds { get; init; }

    /// <summary>Whether somebody gave one to the features beside them before.</summary>
    public bool AddsBeside { get; init; }
}

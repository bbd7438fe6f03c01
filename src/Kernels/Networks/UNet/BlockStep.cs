namespace FastOde.Kernels.Networks.UNet;

/// <summary>A block with what it reads.</summary>
internal sealed record BlockStep
{
    /// <summary>The block.</summary>
    public required KernelBlock Block { get; init; }

    /// <summary>Channels of its result.</summary>
    public required int Channels { get; init; }

    /// <summary>Its features.</summary>
    public required FeatureMap Input { get; init; }

    /// <summary>Features of the contracting half beside them; null for none.</summary>
    public FeatureMap? Beside { get; init; }

    /// <summary>Whether, on the way back, somebody gave the features a gradient before.</summary>
    public bool Adds { get; init; }

    /// <summary>Whether somebody gave one to the features beside them before.</summary>
    public bool AddsBeside { get; init; }
}

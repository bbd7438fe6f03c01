namespace FastOde.FlowMatching.Networks.Inception;

/// <summary>The shape of a convolution unit.</summary>
/// <param name="Outputs">Output channels.</param>
/// <param name="Height">Rows of the kernel, odd.</param>
/// <param name="Width">Columns of the kernel, odd.</param>
internal sealed record UnitShape(int Outputs, int Height, int Width)
{
    /// <summary>Step of the kernel.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Whether zeros around the image keep its size (at stride 1).</summary>
    public bool Padded { get; init; } = true;

    /// <summary>A square kernel that keeps the size.</summary>
    public static UnitShape Square(int outputs, int side) => new(outputs, side, side);

    /// <summary>A 3×3 kernel without padding, which halves the size at stride 2.</summary>
    public static UnitShape Narrowing(int outputs, int stride = 1) => new(outputs, 3, 3) { Stride = stride, Padded = false };
}

namespace FastOde.Kernels.Networks.UNet;

/// <summary>Gives places in memory that every image has for itself.</summary>
internal sealed class Tape
{
    /// <summary>Floats reserved so far.</summary>
    public int Length { get; private set; }

    /// <summary>A place, aligned to whole vectors.</summary>
    public int Reserve(int length)
    {
        var start = Length;
        Length = checked(Length + (length + FeatureMapShape.Block - 1) / FeatureMapShape.Block * FeatureMapShape.Block);
        return start;
    }
}

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>The two parts in which labelled images are published.</summary>
public enum DatasetPart
{
    /// <summary>The images to train on.</summary>
    Train,

    /// <summary>The images held back to test on.</summary>
    Test,
}

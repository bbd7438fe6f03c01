using FastOde.FlowMatching.Downloads;

namespace FastOde.FlowMatching.Metrics.Features.Inception;

/// <summary>Where the weights that published FIDs are measured with can be downloaded: TensorFlow's graph of 2015-12-05 as a PyTorch state dict.</summary>
public static class PublishedInception
{
    /// <summary>The file; its name has the first digits of its hash.</summary>
    public static PublishedFile File { get; } = new(
        "pt_inception-2015-12-05-6726825d.pth", "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2");

    /// <summary>The folder on the server of its publisher.</summary>
    public static Uri Address { get; } = new("https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/");
}

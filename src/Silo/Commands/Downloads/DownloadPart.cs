using FastOde.FlowMatching.Downloads;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Downloads;

/// <summary>Downloads as stages of a job, one a file.</summary>
/// <param name="part">The part of the job that is done.</param>
internal sealed class DownloadPart(JobPart part) : IProgress<DownloadProgress>
{
    private string? file;

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (value.File != file)
            part.Begin(file = value.File);
        if (value.Total is > 0)
            part.Report((double)value.Bytes / value.Total.Value);
    }
}

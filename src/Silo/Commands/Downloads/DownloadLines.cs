using System.Globalization;
using FastOde.FlowMatching.Downloads;

namespace FastOde.Silo.Commands.Downloads;

/// <summary>Says of large files each tenth that has come, and of small ones that they have.</summary>
/// <param name="output">Where to.</param>
internal sealed class DownloadLines(TextWriter output) : IProgress<DownloadProgress>
{
    private const long LargeBytes = 20_000_000;
    private const double Megabyte = 1e6;

    private (string File, long Tenths) said = ("", 0);

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (value.Total is not > 0)
            return;
        var tenths = value.Bytes * 10 / value.Total.Value;
        if ((value.File, tenths) == this.said || (value.Total < LargeBytes && tenths < 10))
            return;
        this.said = (value.File, tenths);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.File}: {tenths * 10} % of {value.Total / Megabyte:0.###} MB"));
    }
}

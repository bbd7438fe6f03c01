using System.Globalization;
using System.Text;
using FastOde.FlowMatching.Networks;

namespace FastOde.Silo.Reports;

/// <summary>Networks as lines for people.</summary>
internal static class NetworkText
{
    /// <summary>A heading for each network, then a line for each tensor.</summary>
    public static string Write(IReadOnlyList<NetworkReport> reports)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            text.Append(CultureInfo.InvariantCulture, $"{report.Name}: {report.Parameters:N0} parameters in {report.Tensors.Count} tensors\n");
            var width = report.Tensors.Max(tensor => tensor.Name.Length);
            foreach (var tensor in report.Tensors)
                text.Append(CultureInfo.InvariantCulture, $"  {tensor.Name.PadRight(width)}  {string.Join(" × ", tensor.Sizes)}\n");
        }

        return text.ToString();
    }
}

using System.Globalization;
using Microsoft.Playwright;

namespace FastOde.Bench.Live;

/// <summary>What measurements in a browser share.</summary>
internal static class PageBench
{
    /// <summary>Starts headless Chromium.</summary>
    /// <param name="playwright">Drives it.</param>
    public static Task<IBrowser> Launch(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("FASTODE_CHROMIUM") ?? "/usr/bin/chromium",
        Args = ["--no-sandbox", "--disable-gpu"],
    });

    /// <summary>The value below which a part of the values lies.</summary>
    /// <param name="values">The values; one at least.</param>
    /// <param name="part">The part, from 0 to 1.</param>
    public static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)(part * (sorted.Length - 1))];
    }

    /// <summary>Writes a line.</summary>
    /// <param name="line">The line.</param>
    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

using System.Diagnostics;
using FastOde.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>
/// Every page at the sizes of a desk and of a phone, light and dark, beside pictures of them. <c>FASTODE_WRITE_PICTURES=1</c> draws
/// the pictures anew; whoever does looks at them.
/// </summary>
public sealed class ScreenshotTests(Chromium chromium, PicturedServer server) : IClassFixture<PicturedServer>
{
    private const int Scale = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);
    private static readonly string Folder = Path.Combine(FastOdeProcess.Repository, "tests", "EndToEnd.Tests", "Dashboard", "Pictures");
    private static readonly bool Draws = Environment.GetEnvironmentVariable("FASTODE_WRITE_PICTURES") == "1";

    private const string Fonts = """
        () => ['system-ui', 'monospace'].map(font => {
          const canvas = document.createElement('canvas').getContext('2d');
          canvas.font = `100px ${font}`;
          return `${font} ${canvas.measureText('FastOde 0123456789').width.toFixed(1)}`;
        }).join(', ')
        """;

    // What says that a page has come to rest.
    private static readonly (string Name, string Path, string Shown)[] Pages =
    [
        ("experiments", "", "tbody tr:nth-child(2)"),
        ("new-sweep", "new?example=two-gaussians", ".spec-form input"),
        ("experiment", "experiments/1", "[data-chart='curvature'] canvas"),
        ("trials", "experiments/1", ".trial-table tbody tr"),
        ("comparison", "experiments/1?tab=comparison", "[data-chart='nfe'] canvas"),
        ("trajectories", "experiments/1?tab=trajectories", "[data-chart='trajectories'] path"),
        ("spec", "experiments/1?tab=spec", ".spec-text"),
        ("function", "experiments/2", "[data-chart='best'] canvas"),
        ("search", "experiments/2?tab=search", "[data-chart='parallel'] canvas"),
        ("trial", "trials/1-1", "[data-chart='curvature'] canvas"),
        ("compare", "compare?trials=1-1,1-3", "[data-chart='curvature'] canvas"),
        ("slots", "slots", "[data-table='machines']"),
        ("settings", "settings", "[data-form='webhook']"),
        ("access", "access", "main"),
        ("audit", "audit", "main"),
        ("no-experiment", "experiments/99", ".empty-state"),
        ("not-found", "nothing-here", "main"),
    ];

    [Theory]
    [InlineData(ColorScheme.Light, 1440, 900)]
    [InlineData(ColorScheme.Dark, 1440, 900)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 390, 844)]
    public async Task EveryPage_AtASizeAndInATheme_LooksAsItsPicture(ColorScheme scheme, int width, int height)
    {
        await using var page = await chromium.Open(scheme, width, height);
        var folder = Path.Combine(Folder, $"{scheme.ToString().ToLowerInvariant()}-{width}");
        List<string> faults = [];
        await CheckFonts(page.Page);

        await Look("empty", server.Empty, ".empty-state");
        foreach (var (name, path, shown) in Pages)
            await Look(name, new Uri(server.Address, path), shown);

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        async Task Look(string name, Uri address, string shown)
        {
            await page.Page.GotoAsync(address.ToString());
            await page.Page.Locator(shown).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            if (name == "trials")
                await page.Page.Locator(".table-head").EvaluateAsync("head => head.scrollIntoView()");
            var file = Path.Combine(folder, name + ".png");
            if (await Compare(page.Page, file) is { } fault)
                faults.Add($"{file}: {fault}");
        }
    }

    /// <summary>Letters of other widths break lines elsewhere; with other fonts there is nothing to compare with.</summary>
    private static async Task CheckFonts(IPage page)
    {
        var file = Path.Combine(Folder, "fonts.txt");
        var fonts = await page.EvaluateAsync<string>(Fonts);
        if (Draws)
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(file, fonts, TestContext.Current.CancellationToken);
        }
        else if (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) != fonts)
        {
            Assert.Skip("the fonts of this machine are not those of the pictures; FASTODE_WRITE_PICTURES=1 draws them with these");
        }
    }

    /// <summary>Looks until the page has come to rest and is as its picture, or for some time in vain; then what is there is kept for whoever looks.</summary>
    private static async Task<string?> Compare(IPage page, string file)
    {
        var began = Stopwatch.GetTimestamp();
        byte[] before = [];
        while (true)
        {
            var taken = await StillPage.Take(page);
            using var now = Picture.Of(taken, Scale);
            var isAtRest = taken.AsSpan().SequenceEqual(before);
            before = taken;
            if (Draws && isAtRest)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                now.Write(file);
                return null;
            }

            var fault = Draws ? "it does not come to rest" : Difference(now, file);
            if (fault is null)
                return null;
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                var seen = Path.Combine(Directory.CreateTempSubdirectory("fastode-picture-").FullName, Path.GetFileName(file));
                await File.WriteAllBytesAsync(seen, taken, TestContext.Current.CancellationToken);
                return $"{fault}; it looks like {seen}";
            }

            await page.WaitForTimeoutAsync((float)BetweenLooks.TotalMilliseconds);
        }
    }

    private static string? Difference(Picture now, string file)
    {
        if (!File.Exists(file))
            return "there is no picture of it; FASTODE_WRITE_PICTURES=1 draws one";
        using var stored = Picture.Read(file);
        return now.Difference(stored);
    }
}

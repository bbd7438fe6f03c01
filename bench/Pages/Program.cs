using System.Globalization;
using FastOde.Bench.Live;
using FastOde.Bench.Pages;
using Microsoft.Playwright;
using static FastOde.Bench.Live.PageBench;

// How soon can each page be used, and what does it cost the server? Usage:
//   ADDRESS PROCESS [ROUNDS]    of a dashboard that serves what bench/Storage has made, and the process that serves it
// The exit code is 1 above a limit.
const double MostWait = 1000;
const double MostBlank = 200;
const double MostOverlay = 1500;
const double MostMegabytes = 30;
const int OpenPages = 10;
string[] paths =
[
    "", "experiments/1", "experiments/1?tab=search", "experiments/1?tab=spec", "trials/1-7", "compare?trials=1-1,1-2,1-3,2-1", "slots", "settings", "new",
];
var address = new Uri(args[0]);
var process = int.Parse(args[1], CultureInfo.InvariantCulture);
var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 10;
using var playwright = await Playwright.CreateAsync();
await using var browser = await PageBench.Launch(playwright);
await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
var dashboard = new Dashboard(context, address);
foreach (var path in paths)
    await dashboard.Ready(path);

List<double> all = [];
foreach (var path in paths)
{
    List<double> waits = [];
    while (waits.Count < rounds)
        waits.Add(await dashboard.Ready(path));
    all.AddRange(waits);
    Say($"/{path}: {Quantile(waits, 0.5):F0} ms, at most {waits.Max():F0} ms");
}

var early = await dashboard.Blanks("experiments/1", isDrawn: false);
var blanks = await dashboard.Blanks("experiments/1", isDrawn: true);
Say($"no row in sight while charts are still being drawn: {Quantile(early, 0.95):F0} ms for 95 of 100 leaps, at most {early.Max():F0} ms");
List<(double Time, int Points)> overlays = [];
while (overlays.Count < rounds)
    overlays.Add(await dashboard.Drawn("experiments/1", "metric-1"));

var before = Resident();
List<IPage> open = [];
while (open.Count < OpenPages)
    open.Add(await dashboard.Open("experiments/1"));
await Task.Delay(TimeSpan.FromSeconds(5));
var each = (Resident() - before) / OpenPages / 1e6;
foreach (var page in open)
    await page.CloseAsync();

var isWithin = Limit("usable, 95 of 100 pages", Quantile(all, 0.95), MostWait, "ms");
isWithin &= Limit("no row in sight while a table is scrolled, at most", blanks.Max(), MostBlank, "ms");
isWithin &= Limit(FormattableString.Invariant($"an overlay of {overlays[0].Points} points, median"), Quantile(overlays.Select(overlay => overlay.Time), 0.5), MostOverlay, "ms");
isWithin &= Limit("resident memory of the server for an open page", each, MostMegabytes, "MB");
return isWithin ? 0 : 1;

static bool Limit(string what, double value, double most, string unit)
{
    Say($"{(value > most ? "ABOVE THE LIMIT " : "")}{what}: {value:F0} {unit} (limit {most})");
    return value <= most;
}

double Resident() => File.ReadLines($"/proc/{process}/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
    .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024).Single();

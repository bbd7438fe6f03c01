using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>A browser page that remembers every error of its console, closed when disposed.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private const int MostLooks = 10;
    private const int MillisecondsBetweenLooks = 500;

    // A select scrolls nowhere and says nothing of a text that is too long: the text is measured by its font. The arrow takes 20 px.
    private const string CutChoices = """
        () => [...document.querySelectorAll('select')].filter(select => select.offsetWidth > 0).flatMap(select => {
          const style = getComputedStyle(select);
          const canvas = document.createElement('canvas').getContext('2d');
          canvas.font = style.font;
          const text = select.selectedOptions[0]?.text ?? '';
          const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20;
          const needed = canvas.measureText(text).width;
          return needed > room ? [`'${text}' (${Math.ceil(needed)} px) to ${Math.floor(room)} px`] : [];
        })
        """;

    private static readonly string[] Grave = ["serious", "critical"];
    private static readonly (int Width, int Height)[] Sizes = [(1440, 900), (390, 844)];
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentQueue<Microsoft.Playwright.IRequest> received = new();

    internal WatchedPage(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(30_000);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Enqueue($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => errors.Enqueue(error);
        page.RequestFinished += (_, request) => received.Enqueue(request);
        page.RequestFailed += (_, request) =>
        {
            // Leaving a page ends its connection; that is no error.
            if (request.Failure != "net::ERR_ABORTED")
                errors.Enqueue($"{request.Url}: {request.Failure}");
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors so far.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>Bytes of all answers so far as they came over the wire.</summary>
    public async Task<int> BytesReceived()
    {
        var sizes = await Task.WhenAll(received.Select(request => request.SizesAsync()));
        return sizes.Sum(size => size.ResponseBodySize + size.ResponseHeadersSize);
    }

    /// <summary>What axe finds serious or critical on the page, once it has come to rest: its theme follows the first drawing.</summary>
    public async Task<IReadOnlyList<string>> Barriers()
    {
        var found = await BarriersNow();
        for (var look = 1; found.Count > 0 && look < MostLooks; look++)
        {
            await Page.WaitForTimeoutAsync(MillisecondsBetweenLooks);
            found = await BarriersNow();
        }

        return found;
    }

    /// <summary>
    /// Where the page is wider than the window, or what is chosen wider than its field, at the sizes of a desk and of a phone, once charts
    /// have followed the size.
    /// </summary>
    public async Task<IReadOnlyList<string>> Overflows()
    {
        List<string> found = [];
        var before = Page.ViewportSize!;
        foreach (var (width, height) in Sizes)
        {
            await Page.SetViewportSizeAsync(width, height);
            if (await Excess() is > 0 and var wider)
                found.Add($"{Page.Url} is {wider} px too wide at {width}×{height}");
            found.AddRange((await Page.EvaluateAsync<string[]>(CutChoices)).Select(cut => $"{Page.Url} cuts {cut} at {width}×{height}"));
        }

        await Page.SetViewportSizeAsync(before.Width, before.Height);
        return found;
    }

    private async Task<int> Excess()
    {
        for (var look = 1; ; look++)
        {
            var excess = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (excess <= 0 || look == MostLooks)
                return excess;
            await Page.WaitForTimeoutAsync(MillisecondsBetweenLooks);
        }
    }

    /// <summary>Goes to an address and waits until the page has become interactive and shows its heading.</summary>
    public async Task Go(Uri address)
    {
        await Page.GotoAsync(address.ToString());
        await Page.Locator("body:not(:has(main[aria-busy=true])) h1").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Points that a chart has drawn, once it has drawn more than some.</summary>
    public async Task<int> Points(string chart, int moreThan)
    {
        var canvas = Page.Locator($"[data-chart='{chart}'] .chart-canvas");
        await canvas.WaitForAsync();
        await Page.WaitForFunctionAsync(
            "([name, least]) => Number(document.querySelector(`[data-chart='${name}'] .chart-canvas`)?.dataset.points ?? 0) > least",
            new object[] { chart, moreThan });
        return int.Parse(await canvas.GetAttributeAsync("data-points") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();

    private async Task<IReadOnlyList<string>> BarriersNow()
    {
        var found = await Page.RunAxe();
        return [.. found.Violations.Where(violation => Grave.Contains(violation.Impact)).Select(violation => $"{Page.Url}: {violation.Id}, {violation.Nodes[0].Html}")];
    }
}

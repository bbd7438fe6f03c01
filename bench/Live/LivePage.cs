using Microsoft.Playwright;

namespace FastOde.Bench.Live;

/// <summary>A page of the dashboard in a browser, and what it is sent.</summary>
internal sealed class LivePage : IAsyncDisposable
{
    // Every point of the chart of clocks that was not there before is as old as the time since it was reported, once the frame that shows it is painted.
    private const string Watch = """
        async () => {
          const script = performance.getEntriesByType('resource').map(entry => entry.name).find(name => name.includes('echarts.esm.min'));
          const echarts = await import(script);
          const canvas = document.querySelector("[data-chart='penalty'] .chart-canvas");
          const seen = new Map();
          window.ages = [];
          const look = keep => {
            const now = Date.now();
            for (const series of echarts.getInstanceByDom(canvas).getOption().series) {
              const last = seen.get(series.id) ?? -1;
              const added = series.data.filter(point => point[0] > last);
              if (keep) { window.ages.push(...added.map(point => now - point[1])); }
              if (series.data.length > 0) { seen.set(series.id, series.data.at(-1)[0]); }
            }
          };
          look(false);
          new MutationObserver(() => requestAnimationFrame(() => {
            const painted = new MessageChannel();
            painted.port1.onmessage = () => look(true);
            painted.port2.postMessage(null);
          })).observe(canvas, { attributes: true, attributeFilter: ['data-points'] });
        }
        """;

    private readonly IPage page;
    private long bytes;

    private LivePage(IPage page)
    {
        this.page = page;
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Interlocked.Add(ref bytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
    }

    /// <summary>Bytes that it was sent over its connection so far.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Opens an address.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="address">The address.</param>
    public static async Task<LivePage> Open(IBrowser browser, Uri address)
    {
        var opened = new LivePage(await browser.NewPageAsync());
        await opened.page.GotoAsync(address.ToString());
        await opened.page.Locator("h1").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return opened;
    }

    /// <summary>When the browser painted its first words or pictures, ms after it was asked for the address.</summary>
    public async Task<double> FirstContent()
    {
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");
        return await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
    }

    /// <summary>How old points are when they are on screen, ms, of those that come while some time passes.</summary>
    /// <param name="span">The time.</param>
    public async Task<double[]> Ages(TimeSpan span)
    {
        await page.WaitForFunctionAsync("() => Number(document.querySelector(\"[data-chart='penalty'] .chart-canvas\")?.dataset.points ?? 0) > 0");
        await page.EvaluateAsync(Watch);
        await Task.Delay(span);
        return await page.EvaluateAsync<double[]>("() => window.ages");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await page.CloseAsync();
}

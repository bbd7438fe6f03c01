using Microsoft.Playwright;

namespace FastOde.Bench.Pages;

/// <summary>A dashboard in a browser whose cache is warm, and the times of its pages.</summary>
/// <param name="context">The browser.</param>
/// <param name="address">The dashboard.</param>
internal sealed class Dashboard(IBrowserContext context, Uri address)
{
    /// <summary>The page answers its visitor, and nothing of it is still being loaded.</summary>
    private const string IsReady = "() => document.querySelector('main:not([aria-busy=true]) h1') !== null && document.querySelector('main .mud-progress-linear') === null";

    // Of the places where rows should be, how long none stood there: what is scrolled past is drawn by the next frame or later.
    private const string Scroll = """
        async () => {
          const view = document.querySelector('.table-scroll.tall');
          const rows = () => {
            const box = view.getBoundingClientRect();
            return [...view.querySelectorAll('tbody tr')].some(row => {
              const at = row.getBoundingClientRect();
              return row.querySelector('td a') !== null && at.bottom > box.top + 60 && at.top < box.bottom - 10;
            });
          };
          const gaps = [];
          for (let stop = 1; stop <= 40; stop++) {
            view.scrollTop = view.scrollHeight * ((stop * 7) % 40) / 40;
            const moved = performance.now();
            do { await new Promise(requestAnimationFrame); } while (!rows() && performance.now() - moved < 5000);
            gaps.push(performance.now() - moved);
            await new Promise(done => setTimeout(done, 100));
          }
          return gaps;
        }
        """;

    /// <summary>How long a page takes until it can be used, ms.</summary>
    /// <param name="path">Its path.</param>
    public async Task<double> Ready(string path)
    {
        var page = await Open(path);
        try
        {
            return await page.EvaluateAsync<double>("() => performance.now()");
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    /// <summary>How long a chart takes until it has points, ms.</summary>
    /// <param name="path">The path of its page.</param>
    /// <param name="chart">Its name.</param>
    /// <returns>The time since the page was asked for, and how many points there are.</returns>
    public async Task<(double Time, int Points)> Drawn(string path, string chart)
    {
        var page = await Open(path);
        try
        {
            var points = $"Number(document.querySelector(\"[data-chart='{chart}'] .chart-canvas\")?.dataset.points ?? 0)";
            await page.WaitForFunctionAsync($"() => {points} > 0");
            return (await page.EvaluateAsync<double>("() => performance.now()"), await page.EvaluateAsync<int>($"() => {points}"));
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    /// <summary>For how long no row is in sight after each of forty leaps through a table, ms.</summary>
    /// <param name="path">The path of its page.</param>
    /// <param name="isDrawn">Whether the charts in sight stand there by then; otherwise the browser is still drawing them.</param>
    public async Task<double[]> Blanks(string path, bool isDrawn)
    {
        var page = await Open(path);
        try
        {
            await page.Locator(".table-scroll.tall tbody td a").First.WaitForAsync();
            if (isDrawn)
                await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.chart-canvas')].every(canvas => 'points' in canvas.dataset)");
            return await page.EvaluateAsync<double[]>(Scroll);
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    /// <summary>Opens a page and waits until it can be used.</summary>
    /// <param name="path">Its path.</param>
    public async Task<IPage> Open(string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(address, path).ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync(IsReady);
        return page;
    }
}

using Microsoft.Playwright;

namespace FastOde.EndToEnd.Tests.Dashboard;

/// <summary>Takes screenshots of pages without what differs from run to run and from machine to machine.</summary>
internal static class StillPage
{
    // Times, paths, rates, hashes and sizes have the same width everywhere. What stands in one place may be several texts side by side.
    private const string Still = """
        ([user, machine]) => {
          const unit = '\\d[\\d.,]*\\s(?:µs|ms|s|min|h|d)\\b';
          const same = [
            [/\d{4}-\d\d-\d\d[T ][\d:.]+\S*/g, '2026-01-01 12:00:00'],
            [new RegExp(`${unit}(?:\\s${unit})*`, 'g'), '1 min'],
            [new RegExp(`\\b${user}\\b`, 'g'), 'me'],
            [new RegExp(`\\b${machine}\\b`, 'g'), 'host'],
            [/just now/g, '1 min ago'],
            [/\/\S*fastode-\w+/g, '/home/me/lab'],
            [/\b(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}\b/g, hash => '0'.repeat(hash.length)],
            [/\b\d[\d.,]*(?=\s(?:it\/s|[KMG]iB|B)(?:\W|$))/g, '10'],
          ];
          const still = run => {
            const before = run.map(text => text.data).join('');
            const after = same.reduce((now, [from, to]) => now.replace(from, to), before);
            if (after !== before) { run.forEach((text, index) => { text.data = index === 0 ? after : ''; }); }
          };
          for (const element of document.querySelectorAll('body *:not(script, style, textarea)')) {
            let run = [];
            for (const node of [...element.childNodes, null]) {
              if (node?.nodeType === Node.TEXT_NODE) { run.push(node); } else if (run.length > 0) { still(run); run = []; }
            }
          }
          const say = (cells, text) => document.querySelectorAll(cells).forEach(cell => { cell.textContent = text; });
          say("[data-table='devices'] td.number", '10 %');
          say("[data-table='devices'] td:nth-child(3)", '2 cores');
          say("[data-table='slots'] td.number", '1');
          const rate = [...document.querySelectorAll('.trial-table th')].findIndex(head => head.textContent.trim() === 'it/s');
          if (rate >= 0) { say(`.trial-table tbody tr > :nth-child(${rate + 1})`, '10'); }
        }
        """;

    private const string Style = """
        *, *::before, *::after { transition: none !important; animation: none !important; caret-color: transparent !important; }
        :focus, :focus-visible { outline: none !important; }
        .sparkline polyline { visibility: hidden; }
        """;

    /// <summary>Takes a screenshot of what is in the window.</summary>
    public static async Task<byte[]> Take(IPage page)
    {
        await page.EvaluateAsync(Still, new[] { Environment.UserName, Environment.MachineName });
        return await page.ScreenshotAsync(new() { Style = Style, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }
}

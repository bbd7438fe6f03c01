namespace FastOde.Silo.Exports;

/// <summary>How the HTML report looks: light or dark as the reader's machine is, and dark on white on paper.</summary>
internal static class HtmlStyle
{
    private const string Rules = """
        * { box-sizing: border-box }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 78rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
        h1 { margin: 0; font-size: 1.8rem; line-height: 1.25; overflow-wrap: anywhere }
        h2 { margin: 2.5rem 0 .75rem; padding-top: .5rem; border-top: 1px solid var(--grid); font-size: 1.3rem }
        h3 { margin: 1.5rem 0 .5rem; font-size: 1rem }
        p { margin: .4rem 0; overflow-wrap: anywhere }
        ul { margin: .4rem 0; padding-left: 1.2rem }
        .quiet, figcaption p { color: var(--quiet); font-size: .9rem }
        .answer { padding: .9rem 1.1rem; border-left: 4px solid var(--series-0); background: var(--card); font-size: 1.1rem; overflow-wrap: anywhere }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums }
        th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--grid); text-align: right; white-space: nowrap }
        th:first-child { text-align: left; font-weight: normal; white-space: normal; min-width: 11rem }
        thead th, thead th:first-child { color: var(--quiet); font-weight: 600; vertical-align: bottom; white-space: normal; max-width: 9rem }
        .facts th:last-child, .facts td { text-align: left; white-space: normal; overflow-wrap: anywhere }
        .best { font-weight: 700; background: var(--card) }
        figure { min-width: 0; margin: 1rem 0 1.5rem; break-inside: avoid }
        figure svg { display: block; width: 100%; max-width: 860px; height: auto }
        .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 0 1rem }
        pre { margin: .5rem 0; padding: .9rem 1.1rem; overflow-x: auto; background: var(--card); font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace }
        nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: .5rem }
        a { color: var(--series-0) }
        :focus-visible { outline: 2px solid var(--series-0); outline-offset: 2px }
        @media print {
          body { max-width: none; padding: 0; font-size: 10pt }
          nav { display: none }
          .pictures { grid-template-columns: 1fr 1fr }
          h2, h3 { break-after: avoid }
          tr { break-inside: avoid }
          thead { display: table-header-group }
          .wide { overflow: visible }
          table { font-size: 8pt }
          th, td { padding: .15rem .35rem; white-space: normal }
          pre { white-space: pre-wrap; overflow-wrap: anywhere }
        }
        """;

    /// <summary>The style sheet.</summary>
    public static string Sheet { get; } =
        $$"""
        :root { color-scheme: light dark; {{Variables(dark: false)}} --card: #f3f6f9 }
        @media screen and (prefers-color-scheme: dark) { :root { {{Variables(dark: true)}} --card: #1e2732 } }
        {{Rules}}
        """;

    private static string Variables(bool dark) =>
        string.Concat(InlineSvg.Colors.Select(color => $"{color.Name}: {(dark ? color.Dark : color.Light)}; "));
}

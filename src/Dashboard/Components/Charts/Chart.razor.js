// Draws option objects with ECharts, which is loaded only where there is a chart. A chart keeps its last option, so that
// points can be appended and a new theme or size can be drawn without asking the server again.
import * as echarts from '../../echarts/echarts.esm.min.js';

const charts = new WeakMap();
const referencePrefix = 'reference/';

const whisker = (params, api) => {
  const [low, high] = [api.coord([api.value(0), api.value(1)]), api.coord([api.value(0), api.value(2)])];
  const style = { stroke: api.visual('color'), lineWidth: 1.5, fill: 'none', opacity: 0.8 };
  const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
  const cap = 4;
  return {
    type: 'group',
    children: [
      line(low[0], low[1], high[0], high[1]),
      line(low[0] - cap, low[1], low[0] + cap, low[1]),
      line(high[0] - cap, high[1], high[0] + cap, high[1]),
    ],
  };
};

const short = value => {
  if (value === null || value === undefined || !isFinite(value)) { return '–'; }
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(2) : String(+value.toPrecision(4));
};

const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const tooltip = (details, xAxis) => params => {
  const points = Array.isArray(params) ? params : [params];
  const shown = points.filter(p => p.seriesType === 'line' && !p.seriesId.startsWith(referencePrefix) && p.value).slice(0, 12);
  if (shown.length === 0) { return ''; }
  const rows = shown.map(p => {
    const spread = p.value[2] !== undefined ? ` (${short(p.value[2])} to ${short(p.value[3])})` : '';
    const detail = details[p.seriesId] ? ` · ${escape(details[p.seriesId])}` : '';
    return `${p.marker}${escape(p.seriesName)}${detail}: <b>${short(p.value[1])}</b>${spread}`;
  });
  const more = points.length > shown.length && shown.length === 12 ? '<br>…' : '';
  const at = shown[0].value[0];
  return `${escape(xAxis.name)} ${xAxis.data ? escape(xAxis.data[at] ?? '') : short(at)}<br>${rows.join('<br>')}${more}`;
};

const resolve = option => {
  option.tooltip.formatter = tooltip(option.details, option.xAxis);
  for (const axis of [option.xAxis, option.yAxis].filter(axis => axis.type !== 'category')) {
    axis.axisLabel.formatter = short;
    if (axis.axisPointer) { axis.axisPointer.label = { formatter: p => short(p.value) }; }
  }
  for (const series of option.series) {
    if (series.type === 'custom') { series.renderItem = whisker; }
  }
  delete option.details;
  return option;
};

// Lines the reader has hidden stay hidden while lines are only added; another selection shows all of its own.
const stillSelected = (chart, option) => {
  const before = chart.option?.legend.data ?? [];
  return before.every(name => option.legend.data.includes(name)) ? chart.view.getOption()?.legend?.[0]?.selected : undefined;
};

const count = chart => chart.option.series.filter(s => s.type === 'line' && !s.id.startsWith(referencePrefix)).reduce((sum, s) => sum + s.data.length, 0);

const mark = (element, chart) => { element.dataset.points = count(chart); };

export function draw(element, option) {
  let chart = charts.get(element);
  if (!chart) {
    const view = echarts.init(element, null, { renderer: 'canvas' });
    const observer = new ResizeObserver(() => view.resize());
    observer.observe(element);
    chart = { view, observer };
    charts.set(element, chart);
  }
  const selected = stillSelected(chart, option);
  chart.option = resolve(option);
  if (selected) { chart.option.legend.selected = selected; }
  chart.view.setOption(chart.option, { notMerge: true });
  mark(element, chart);
}

export function append(element, added) {
  const chart = charts.get(element);
  if (!chart) { return; }
  const changed = [];
  for (const { id, points } of added) {
    const series = chart.option.series.find(s => s.id === id);
    series.data.push(...points);
    changed.push({ id, data: series.data, showSymbol: series.marked || series.data.length === 1 });
  }
  chart.view.setOption({ series: changed });
  mark(element, chart);
}

// The file is made in the browser from what is on screen; on paper the background is not transparent.
export function save(element, format, name) {
  const chart = charts.get(element);
  if (!chart) { return; }
  const holder = document.createElement('div');
  holder.style.cssText = `position: absolute; left: -10000px; width: ${element.clientWidth}px; height: ${element.clientHeight}px`;
  document.body.appendChild(holder);
  const view = echarts.init(holder, null, { renderer: format === 'svg' ? 'svg' : 'canvas', devicePixelRatio: 2 });
  try {
    const shown = chart.view.getOption().legend[0].selected;
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
    view.setOption({ ...chart.option, legend: { ...chart.option.legend, selected: shown } });
    const link = document.createElement('a');
    link.href = view.getDataURL({ type: format, pixelRatio: 2, backgroundColor: dark ? '#14171c' : '#ffffff' });
    link.download = `${name.replace(/[^\w.-]+/g, '_')}.${format}`;
    link.click();
  } finally {
    view.dispose();
    holder.remove();
  }
}

export function dispose(element) {
  const chart = charts.get(element);
  if (chart) {
    chart.observer.disconnect();
    chart.view.dispose();
    charts.delete(element);
  }
}

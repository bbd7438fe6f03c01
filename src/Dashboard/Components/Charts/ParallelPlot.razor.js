// Draws parallel coordinates with ECharts. Parts of axes that the reader marks are sent once they rest; the drawing itself
// fades the other lines at once.
import * as echarts from '../../echarts/echarts.esm.min.js';

const charts = new WeakMap();
const rest = 300;

const marks = view => view.getOption().parallelAxis
  .map((axis, place) => [place, view.getModel().getComponent('parallelAxis', place).activeIntervals?.[0]])
  .filter(([, part]) => part)
  .map(([place, [from, to]]) => [place, Math.min(from, to), Math.max(from, to)]);

export function draw(element, option, listener) {
  let chart = charts.get(element);
  if (!chart) {
    const view = echarts.init(element, null, { renderer: 'canvas' });
    const observer = new ResizeObserver(() => view.resize());
    observer.observe(element);
    chart = { view, observer };
    charts.set(element, chart);
    view.on('axisareaselected', () => {
      clearTimeout(chart.timer);
      chart.timer = setTimeout(() => chart.listener.invokeMethodAsync('Mark', marks(view)), rest);
    });
  }
  chart.listener = listener;
  chart.view.setOption(option, { notMerge: true });
  element.dataset.points = option.series[0].data.length;
}

export function dispose(element) {
  const chart = charts.get(element);
  if (chart) {
    clearTimeout(chart.timer);
    chart.observer.disconnect();
    chart.view.dispose();
    charts.delete(element);
  }
}

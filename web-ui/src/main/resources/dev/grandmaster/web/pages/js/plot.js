// Plots in the colours of the page. A plot keeps so many seconds and no more, and is drawn anew when theme or size change.
const uPlot = globalThis.uPlot; // a classic script, loaded before the modules run
import {h} from './dom.js';

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param lines {label, colour, dash, width, points} each; @param options height, log, unit, bands, caption */
export function plot(lines, options = {}) {
  const place = h('div.plot', {role: 'img', 'aria-label': options.caption ?? ''});
  let data = [[], ...lines.map(() => [])];
  let chart = null;

  function axis(side, log, label) {
    const grid = {stroke: colour('--line'), width: 1};
    return {stroke: colour('--soft'), grid, ticks: grid, font: '12px system-ui', size: side === 'y' ? 72 : 34, space: side === 'y' ? 30 : 80, label, labelFont: '12px system-ui', labelSize: label ? 18 : 0,
      ...(log ? {values: (u, ticks) => ticks.map(tick => tick === null ? null : Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6) ? (tick >= 1e4 || tick < 1e-3 ? tick.toExponential(0) : String(Number(tick.toPrecision(3)))) : '')} : side === 'x' ? {values: (u, ticks) => ticks.map(tick => new Date(tick * 1000).toISOString().slice(11, u.scales.x.max - u.scales.x.min > 3600 ? 16 : 19))} : {})};
  }
  function draw() {
    if (chart) chart.destroy();
    const width = place.clientWidth;
    if (!width) return;
    chart = new uPlot({
      width, height: options.height ?? 240, padding: [8, 28, 0, 0], legend: {show: lines.length > 1, live: false}, cursor: {drag: {x: true, y: false}},
      scales: {x: {time: !options.log, distr: options.log ? 3 : 1}, y: {distr: options.log ? 3 : 1, range: options.log ? undefined : (u, low, high) => around(low, high, options.least ?? 1)}},
      axes: [axis('x', options.log, options.xLabel), axis('y', options.log, options.unit)],
      series: [{}, ...lines.map(line => ({label: line.label, stroke: colour(line.colour), width: line.width ?? 1.5, dash: line.dash, points: {show: line.points === true, size: 5}, spanGaps: true}))],
      bands: (options.bands ?? []).map(series => ({series, fill: colour('--plot-band')}))
    }, data, place);
  }
  function around(low, high, least) {
    if (low === null || high === null) return [-least, least];
    const room = Math.max((high - low) * 0.1, least / 2);
    return [low - room, high + room];
  }
  const resized = new ResizeObserver(() => { if (!chart) draw(); else if (place.clientWidth && Math.abs(chart.width - place.clientWidth) > 1) chart.setSize({width: place.clientWidth, height: options.height ?? 240}); });
  resized.observe(place);
  addEventListener('gm-theme', draw);
  return {
    place,
    set(columns) { data = columns; if (chart) chart.setData(data); else draw(); },
    /** Adds a point and lets the oldest go beyond so many. */
    add(point, most) {
      if (data[0].length && point[0] <= data[0][data[0].length - 1]) return;
      point.forEach((value, i) => { data[i].push(value); if (data[i].length > most) data[i].shift(); });
      if (chart) chart.setData(data);
    },
    end() { resized.disconnect(); removeEventListener('gm-theme', draw); if (chart) chart.destroy(); }
  };
}

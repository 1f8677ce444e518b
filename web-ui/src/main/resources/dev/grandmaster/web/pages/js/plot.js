// Plots in the colours of the page. A plot keeps so many seconds and no more, and is drawn anew when theme or size change.
const uPlot = globalThis.uPlot; // a classic script, loaded before the modules run
import {h} from './dom.js';
import {ns, duration, figure, monthName} from './format.js';

/** How much larger the words of the page are than on a desk: a wall is looked at from afar. */
const scale = () => Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
const font = () => `${Math.round(12 * scale())}px system-ui, sans-serif`;
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const pad = number => String(number).padStart(2, '0');
const DAY = 86400;
/** Instants ahead that people think in, s. */
const AHEAD = [60, 600, 3600, 4 * 3600, DAY, 3 * DAY];

/** A time of day, or a day where the picture is wider than that; UTC. */
function instant(unixS, widthS) {
  const date = new Date(unixS * 1000);
  const time = pad(date.getUTCHours()) + ':' + pad(date.getUTCMinutes());
  if (widthS <= 3600) return time + ':' + pad(date.getUTCSeconds());
  if (widthS <= 2 * DAY) return time;
  return widthS <= 200 * DAY ? date.getUTCDate() + '\u202f' + monthName(date.getUTCMonth()) : monthName(date.getUTCMonth()) + '\u202f' + date.getUTCFullYear();
}
/** Powers of ten of a logarithmic axis, twos and fives too where there are few; the ticks between have no words. */
function decades(ticks, word) {
  const mantissa = tick => Math.round(tick / 10 ** Math.floor(Math.log10(tick) + 1e-9));
  const few = ticks.filter(tick => tick !== null && mantissa(tick) === 1).length < 3;
  return ticks.map(tick => tick !== null && (few ? [1, 2, 5] : [1]).includes(mantissa(tick)) ? word(tick) : '');
}
const plain = tick => tick >= 1e4 || tick < 1e-3 ? tick.toExponential(0) : String(Number(tick.toPrecision(3)));

/**
 * @param lines {label, colour, dash, width, points, hidden} each
 * @param options height; x: 'time', 'ahead' (seconds, logarithmic) or 'tau'; log: y too; unit; bands; caption; least; word: a value in words
 */
export function plot(lines, options = {}) {
  const place = h('div.plot', {role: 'img', 'aria-label': options.caption ?? ''});
  const kind = options.x ?? (options.log ? 'tau' : 'time');
  const word = options.word ?? (value => figure(value, options.unit));
  let data = [[], ...lines.map(() => [])];
  let chart = null;

  const height = () => Math.round((options.height ?? 240) * scale());
  function across() {
    const base = {stroke: colour('--soft'), grid: {stroke: colour('--line'), width: 1}, font: font(), size: 34 * scale(), space: 80 * scale(), labelFont: font(), label: options.xLabel, labelSize: options.xLabel ? 18 * scale() : 0};
    base.ticks = base.grid;
    if (kind === 'time') return {...base, values: (u, ticks) => ticks.map(tick => instant(tick, u.scales.x.max - u.scales.x.min))};
    if (kind === 'ahead') return {...base, space: 10, splits: (u, axis, low, high) => AHEAD.filter(each => each >= low * 0.99 && each <= high * 1.01), filter: (u, ticks) => ticks, values: (u, ticks) => ticks.map(tick => duration(tick))};
    return {...base, values: (u, ticks) => decades(ticks, plain)};
  }
  function upwards() {
    const grid = {stroke: colour('--line'), width: 1};
    return {stroke: colour('--soft'), grid, ticks: grid, font: font(), size: 72 * scale(), space: 30 * scale(), label: options.unit, labelFont: font(), labelSize: options.unit ? 18 * scale() : 0,
      ...(options.log ? {values: (u, ticks) => decades(ticks, options.word ?? plain)} : {})};
  }
  function draw() {
    if (chart) chart.destroy();
    chart = null;
    const width = place.clientWidth;
    if (!width) return;
    chart = new uPlot({
      width, height: height(), padding: [8, 28 * scale(), 0, 0], legend: {show: lines.length > 1, live: false}, cursor: {drag: {x: true, y: false}, points: {size: 7}},
      tzDate: at => uPlot.tzDate(new Date(at * 1000), 'Etc/UTC'),
      scales: {x: {time: kind === 'time', distr: kind === 'time' ? 1 : 3, range: kind === 'ahead' ? (u, low, high) => [low, high] : undefined}, y: {distr: options.log ? 3 : 1, range: options.log ? undefined : (u, low, high) => around(low, high, options.least ?? 1)}},
      axes: [across(), upwards()],
      series: [{}, ...lines.map(line => ({label: line.label, stroke: colour(line.colour), width: line.width ?? 1.5, dash: line.dash, points: {show: line.points === true, size: 5}, spanGaps: kind === 'tau'}))],
      bands: (options.bands ?? []).map(series => ({series, fill: colour('--plot-band')})),
      hooks: {setCursor: [told]}
    }, data, place);
    place.append(tip);
    const named = [...chart.root.querySelectorAll('.u-legend .u-series')].slice(-lines.length);
    lines.forEach((line, i) => { if (line.hidden) named[i]?.classList.add('hidden'); });
  }
  /** What is under the pointer, in words. */
  const tip = h('div.tip.hidden', {'aria-hidden': 'true'});
  function told(u) {
    const at = u.cursor.idx;
    const off = at === null || at === undefined || u.cursor.left < 0;
    tip.classList.toggle('hidden', off);
    if (off) return;
    const when = u.data[0][at];
    const head = kind === 'time' ? new Date(when * 1000).toISOString().slice(0, 19).replace('T', ' ') : kind === 'ahead' ? duration(when) : '\u03c4 ' + plain(when) + '\u202fs';
    tip.replaceChildren(h('div.soft', head), ...lines.map((line, i) => line.silent || u.data[i + 1][at] === null || u.data[i + 1][at] === undefined ? null : h('div', lines.length > 1 ? h('span.soft', line.label + ' ') : '', word(u.data[i + 1][at]))).filter(Boolean));
    const left = u.bbox.left / devicePixelRatio + u.cursor.left;
    tip.style.left = Math.max(0, Math.min(left + 12, place.clientWidth - tip.offsetWidth - 4)) + 'px';
    tip.style.top = '6px';
    if (left + 16 + tip.offsetWidth > place.clientWidth) tip.style.left = Math.max(0, left - tip.offsetWidth - 12) + 'px';
  }
  function around(low, high, least) {
    if (low === null || high === null) return [-least, least];
    const room = Math.max((high - low) * 0.1, least / 2);
    return [low - room, high + room];
  }
  const resized = new ResizeObserver(() => { if (!chart) draw(); else if (place.clientWidth && Math.abs(chart.width - place.clientWidth) > 1) chart.setSize({width: place.clientWidth, height: height()}); });
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
    end() { resized.disconnect(); removeEventListener('gm-theme', draw); if (chart) chart.destroy(); chart = null; }
  };
}

/** A plot of nanoseconds over time ahead, both logarithmic. */
export function aheadPlot(lines, options) {
  return plot(lines, {x: 'ahead', log: true, word: value => ns(value), ...options});
}

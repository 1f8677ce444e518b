// Figures as people read them. A figure that is not known says so.
import {say} from './strings.js';

const minus = text => text.replace('-', '\u2212');

/** Nanoseconds with a unit that fits: [figure, unit]. */
export function scaled(ns, signed) {
  if (ns === null || ns === undefined) return [say('unknown'), ''];
  const size = Math.abs(ns);
  const [by, unit] = size < 1e3 ? [1, 'ns'] : size < 1e6 ? [1e3, '\u00b5s'] : size < 1e9 ? [1e6, 'ms'] : [1e9, 's'];
  const digits = size / by < 100 ? 1 : 0;
  const figure = (ns / by).toFixed(digits);
  return [minus((signed && Number(figure) > 0 ? '+' : '') + (Number(figure) === 0 ? figure.replace('-', '') : figure)), unit];
}
export function ns(value, signed = false) {
  return scaled(value, signed).filter(Boolean).join('\u202f');
}
export function ppb(value) {
  return value === null || value === undefined ? say('unknown') : minus((value > 0 ? '+' : '') + value.toFixed(Math.abs(value) < 100 ? 3 : 1)) + '\u202fppb';
}
export function hex(value, digits) {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
export function clockTime(ms) {
  return new Date(ms).toISOString().slice(11, 19);
}
export function dateTime(unixS) {
  return new Date(unixS * 1000).toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
}
export function duration(seconds) {
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0\u202fs';
  return parts.slice(first, first + 2).map(([size, unit], i) => [i === 0 ? Math.floor(seconds / size) : Math.floor((seconds % parts[first][0]) / size), unit]).filter(([count], i) => i === 0 || count).map(([count, unit]) => count + '\u202f' + unit).join(' ');
}
export function value(raw) {
  if (raw === null || raw === undefined) return say('settings.unset');
  if (Array.isArray(raw)) return raw.length ? raw.map(each => typeof each === 'object' ? JSON.stringify(each) : each).join(', ') : '[]';
  return typeof raw === 'object' ? JSON.stringify(raw) : String(raw);
}
export function fixName(fix) {
  return {TWO_D: '2D', THREE_D: '3D'}[fix] ?? fix.replaceAll('_', ' ').toLowerCase();
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A month's short name, 0 to 11. */
export function monthName(month) {
  return say('month.' + MONTHS[month]);
}
/** A value beside its unit, with digits that fit. */
export function figure(value, unit) {
  if (value === null || value === undefined) return say('unknown');
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 3 : 5;
  return minus(String(Number(value.toFixed(digits)))) + (unit ? '\u202f' + unit : '');
}
/** A share of a whole; never 100 where something is missing. */
export function percent(part, whole) {
  if (!whole) return '\u2013';
  const share = 100 * part / whole;
  const shown = part < whole ? Math.min(share, 99.9999) : share;
  return String(Number(shown.toFixed(4))) + '\u202f%';
}
/** Seconds as one figure and its unit, for a tile. */
export function span(seconds) {
  if (seconds === null || seconds === undefined) return [say('unknown'), ''];
  const [size, unit] = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']].find(([each]) => seconds >= each) ?? [1, 's'];
  return [(seconds / size).toFixed(seconds / size < 10 && size > 1 ? 1 : 0), unit];
}

import {h, table, text, swap, newId} from '../dom.js';
import {say} from '../strings.js';
import {call, get} from '../api.js';
import {ns, scaled, hex, duration, span} from '../format.js';
import {aheadPlot, plot} from '../plot.js';
import {tile} from './overview.js';

const HORIZONS = [60, 600, 3600, 4 * 3600, 86400, 3 * 86400];
const MINUTES = [1, 5, 10, 30, 60, 240];

/** A value of the course between its points, along a straight line of the logarithms. */
export function between(course, afterS, name) {
  const next = course.findIndex(point => point.afterS >= afterS);
  if (next <= 0) return course[Math.max(0, next)]?.[name] ?? null;
  const [a, b] = [course[next - 1], course[next]];
  if (!(a[name] > 0) || !(b[name] > 0)) return b[name];
  const share = Math.log(afterS / a.afterS) / Math.log(b.afterS / a.afterS);
  return Math.exp(Math.log(a[name]) + share * (Math.log(b[name]) - Math.log(a[name])));
}

/** The bound of a holdover that goes on: as it was, and as it is foretold. */
export function heldPlot() {
  const chart = plot([{label: say('holdover.elapsedBound'), colour: '--plot-1', width: 2}, {label: say('holdover.foretoldBound'), colour: '--plot-2', dash: [5, 4]}, {label: say('holdover.limit'), colour: '--bad', dash: [2, 3]}], {unit: 'ns', height: 240, caption: say('holdover.this'), least: 10});
  async function load(outlook) {
    const nowS = outlook.unixMs / 1000;
    const elapsedS = Math.max(60, Math.ceil(outlook.elapsedS) + 60);
    const kept = await get(`history?seconds=${Math.min(elapsedS, 7200)}&points=400`);
    const ahead = outlook.course.filter(point => point.afterS <= Math.max(600, outlook.elapsedS * 2));
    const times = [...kept.unixS, ...ahead.map(point => nowS + point.afterS)];
    const was = kept.boundNs;
    const last = was.length ? was[was.length - 1] : null;
    chart.set([times, [...was, ...ahead.map(() => null)], [...was.map((bound, i) => i === was.length - 1 ? last : null), ...ahead.map(point => point.boundNs)], times.map(() => outlook.specNs)]);
  }
  return {...chart, load};
}

export default function page(holder, {admin, toast}) {
  const sentence = h('p.lead', {id: 'holdover-sentence', role: 'status'});
  const tiles = {until: tile(say('holdover.until'), 'holdover-until'), spec: tile(say('holdover.spec'), 'holdover-spec'), hour: tile(say('holdover.hour'), 'holdover-hour'), day: tile(say('holdover.day'), 'holdover-day')};
  const chart = aheadPlot([{label: say('holdover.bound'), colour: '--plot-2', width: 2}, {label: say('holdover.likely'), colour: '--plot-1', width: 2}, {label: say('holdover.limit'), colour: '--bad', dash: [4, 4]}], {unit: say('holdover.error'), xLabel: say('holdover.ahead'), caption: say('holdover.course'), bands: [[1, 2]], height: 320});
  const held = heldPlot();
  const heldPanel = h('section.panel.hidden', h('h2', say('holdover.this')), held.place);
  const horizons = h('div');
  const unknown = h('p.soft.hidden', say('holdover.unknown'));
  const foretold = h('div', chart.place, horizons);
  const id = newId();
  const minutes = h('select', {id, disabled: !admin}, MINUTES.map(each => h('option', {value: each, selected: each === 10}, duration(each * 60))));
  const begin = h('button.primary', {id: 'rehearse', onclick: () => ask('POST', {minutes: Number(minutes.value)})}, say('holdover.rehearse'));
  const end = h('button', {id: 'end-rehearsal', onclick: () => ask('DELETE')}, say('holdover.end'));
  const choose = h('div.row', h('label', {for: id}, say('holdover.for')), minutes, begin);
  const whyNot = h('p.soft.small');
  const bar = h('progress', {max: 100, value: 0, 'aria-label': say('holdover.progress')});
  const left = h('span.soft');
  const measured = h('div.figure', {id: 'rehearsal-error'});
  const measuredNote = h('div.soft.small');
  const running = h('div.hidden', h('div.row', bar, left, end), h('div.tile', h('div.label', say('holdover.measured')), measured, measuredNote));
  const outcome = h('p', {id: 'rehearsal-outcome', role: 'status'});
  holder.append(h('div.title', h('h1', say('page.holdover'))), h('div.stack', h('section.panel.glance-line', sentence), h('div.tiles', Object.values(tiles).map(each => each.place)), heldPanel,
    h('section.panel', h('h2', say('holdover.course')), h('p.soft.small', say('holdover.courseText')), unknown, foretold),
    h('section.panel', {id: 'rehearsal'}, h('h2', say('holdover.rehearsal')), h('p.soft', say('holdover.rehearsalText')), admin ? '' : h('p.warn', say('viewerOnly')), choose, whyNot, running, outcome)));

  async function ask(method, body) {
    begin.disabled = true;
    try { show(await call(method, 'holdover/rehearsal', body)); } catch (refused) { toast(say('failed', {why: refused.message})); }
    await load().catch(() => {});
  }
  function inWords(now) {
    if (now.elapsedS > 0) return now.secondsUntilSpec > 0 ? say('holdover.holds', {elapsed: duration(now.elapsedS), spec: ns(now.specNs), left: duration(now.secondsUntilSpec)}) : say('holdover.over', {elapsed: duration(now.elapsedS), spec: ns(now.specNs)});
    if (!now.ready) return say(now.state === 'LOCKED' ? 'holdover.notReady' : 'holdover.noReference');
    return say('holdover.ifLost', {spec: ns(now.specNs), left: duration(now.secondsUntilSpec)});
  }
  function show(now) {
    text(sentence, inWords(now));
    const known = now.course.length > 0;
    unknown.classList.toggle('hidden', known);
    foretold.classList.toggle('hidden', !known);
    heldPanel.classList.toggle('hidden', now.elapsedS <= 0);
    if (now.elapsedS > 0) held.load(now).catch(() => {});
    const likely = (tileOf, afterS) => { const bound = known ? between(now.course, afterS, 'boundNs') : null; tileOf.set(...(bound === null ? [say('unknown'), ''] : ['\u00b1' + scaled(bound)[0], scaled(bound)[1]]), bound === null ? '' : say('holdover.likelyNote', {likely: ns(between(now.course, afterS, 'likelyNs'))})); };
    const atMost = now.secondsUntilSpec >= 30 * 86400 - 60;
    const [figure, unit] = span(now.secondsUntilSpec);
    tiles.until.set(now.secondsUntilSpec === null ? say('unknown') : atMost ? '> 30' : figure, now.secondsUntilSpec === null ? '' : unit, say(now.elapsedS > 0 ? 'holdover.untilHeld' : 'holdover.untilNote'));
    tiles.spec.set(...scaled(now.specNs), say('holdover.specNote'));
    likely(tiles.hour, 3600);
    likely(tiles.day, 86400);
    if (known) {
      const after = now.course.map(point => point.afterS);
      chart.set([after, now.course.map(point => point.boundNs), now.course.map(point => point.likelyNs > 0 ? point.likelyNs : null), after.map(() => now.specNs)]);
      swap(horizons, table([say('holdover.after'), '#' + say('holdover.likely'), '#' + say('holdover.bound'), say('holdover.announced')], HORIZONS.map(afterS => {
        const bound = between(now.course, afterS, 'boundNs');
        const accuracy = now.course.find(point => point.afterS >= afterS - 1)?.clockAccuracy ?? 0xFE;
        return [duration(afterS), ns(between(now.course, afterS, 'likelyNs')), '\u00b1' + ns(bound), h(bound <= now.specNs ? 'span' : 'span.warn', say(bound <= now.specNs ? 'holdover.inSpec' : 'holdover.outOfSpec', {accuracy: hex(accuracy, 2)}))];
      }), say('holdover.course')));
    }
    rehearsal(now.rehearsal, now);
  }
  function rehearsal(tried, now) {
    choose.classList.toggle('hidden', tried.running);
    running.classList.toggle('hidden', !tried.running);
    begin.disabled = !admin || !tried.possible;
    end.disabled = !admin;
    text(whyNot, tried.running || tried.possible ? '' : say(now.state === 'LOCKED' ? 'holdover.notReady' : 'holdover.notLocked'));
    if (tried.running) {
      bar.value = 100 * tried.ranS / Math.max(1, tried.ranS + tried.leftS);
      text(left, say('holdover.left', {ran: duration(tried.ranS), left: duration(tried.leftS)}));
      measured.replaceChildren(scaled(tried.measuredNs, true)[0], h('span.unit', scaled(tried.measuredNs, true)[1]));
      text(measuredNote, tried.boundNs === null ? '' : say('holdover.withinBound', {bound: ns(tried.boundNs)}));
    }
    text(outcome, tried.running || !tried.outcome ? '' : tried.boundNs === null ? say('holdover.last', {how: tried.outcome}) : say('holdover.outcome', {how: tried.outcome, ran: duration(tried.ranS), error: ns(tried.measuredNs, true), bound: ns(tried.boundNs)}));
  }
  const load = async () => show(await get('holdover'));
  load().catch(() => {});
  const timer = setInterval(() => load().catch(() => {}), 2000);
  return () => { clearInterval(timer); chart.end(); held.end(); };
}

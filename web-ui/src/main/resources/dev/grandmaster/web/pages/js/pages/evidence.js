import {h, table, text, facts} from '../dom.js';
import {say} from '../strings.js';
import {call, get} from '../api.js';
import {ns, scaled, percent, duration, value as shown} from '../format.js';
import {tile} from './overview.js';

const DAY_MS = 86400000;
const MOOD = {LOCKED: 's0', RECOVERING: 's2', HOLDOVER: 's1', HOLDOVER_OUT_OF_SPEC: 's5', ACQUIRING: 's3', WARM_UP: 's3', FREE_RUN: 's5'};
const day = ms => new Date(ms).toISOString().slice(0, 10);

export default function page(holder, {live, toast}) {
  const today = () => day(live.state?.taiS ? (live.state.taiS - live.state.utcOffsetS) * 1000 : Date.now());
  const from = h('input', {type: 'date', id: 'evidence-from', required: true});
  const to = h('input', {type: 'date', id: 'evidence-to', required: true});
  const error = h('p.error', {role: 'alert', id: 'evidence-error'});
  const show = h('button.primary', {id: 'evidence-show'}, say('evidence.show'));
  const report = h('div.stack', {id: 'evidence-report', 'aria-live': 'polite'});
  const verdict = h('div', {role: 'status', id: 'evidence-verdict'});
  const file = h('input', {type: 'file', id: 'evidence-file', accept: '.csv,text/csv', onchange: verify});
  const period = days => { to.value = today(); from.value = day(Date.parse(to.value) - (days - 1) * DAY_MS); load(); };
  holder.append(h('div.title', h('h1', say('page.evidence'))), h('p.soft', say('evidence.text')), h('div.stack',
    h('form.panel.row.period', {onsubmit: event => { event.preventDefault(); load(); }}, h('label', {for: 'evidence-from'}, say('evidence.from')), from, h('label', {for: 'evidence-to'}, say('evidence.to')), to, show,
      h('span.row.presets', [[1, 'evidence.today'], [7, 'evidence.week'], [30, 'evidence.month']].map(([days, name]) => h('button', {type: 'button', onclick: () => period(days)}, say(name)))), error),
    report,
    h('section.panel', h('h2', say('evidence.verify')), h('p.soft', say('evidence.verifyText')), h('div.field', h('label', {for: 'evidence-file'}, say('evidence.file')), file), verdict)));

  async function load() {
    text(error, '');
    show.disabled = true;
    report.replaceChildren(h('p.soft', say('loading')));
    try { draw(await get(`evidence?from=${from.value}&to=${to.value}`)); }
    catch (refused) { report.replaceChildren(); text(error, refused.message); }
    show.disabled = false;
  }
  function draw(found) {
    const query = `?from=${found.from}&to=${found.to}`;
    const downloads = h('div.row', h('a.button', {href: '/api/v1/evidence.csv' + query, download: ''}, say('evidence.csv')), h('a.button', {href: '/api/v1/evidence.html' + query, download: ''}, say('evidence.html')));
    if (!found.seconds) { report.replaceChildren(h('section.panel', h('p', say('evidence.nothing')))); return; }
    const tiles = {worst: tile(say('evidence.worst'), 'evidence-worst'), within: tile(say('evidence.within', {limit: ns(100000)}), 'evidence-within'), recorded: tile(say('evidence.recorded'), 'evidence-recorded'), held: tile(say('evidence.held'), 'evidence-held')};
    const limit = found.withinLimits.find(each => each.limitNs === 100000);
    const heldS = (found.secondsInState.HOLDOVER ?? 0) + (found.secondsInState.HOLDOVER_OUT_OF_SPEC ?? 0);
    const [worst, unit] = scaled(found.worstBoundNs);
    tiles.worst.set(found.worstBoundNs === null ? worst : '\u00b1' + worst, unit, say('evidence.worstNote', {offset: ns(found.worstOffsetNs)}));
    tiles.within.set(...percent(limit?.seconds ?? 0, found.seconds).split('\u202f'), say('evidence.withinNote', {seconds: found.seconds}));
    tiles.recorded.set(...percent(found.seconds, found.expectedSeconds).split('\u202f'), counted('evidence.day1', 'evidence.dayN', found.days.length));
    tiles.held.set(...duration(heldS).split('\u202f', 2), counted('evidence.time1', 'evidence.timeN', found.holdovers.length));
    const states = Object.entries(found.secondsInState).sort((a, b) => b[1] - a[1]);
    const bar = h('div.sum', {role: 'img', 'aria-label': say('evidence.states')}, states.map(([state, seconds]) => { const piece = h('span.' + MOOD[state]); piece.style.width = 100 * seconds / found.seconds + '%'; return piece; }));
    report.replaceChildren(h('div.tiles', Object.values(tiles).map(each => each.place)),
      h('section.panel', h('div.row.apart', h('h2', say('evidence.period', {from: found.from, to: found.to})), downloads), h('h3', say('evidence.states')), bar,
        facts(states.map(([state, seconds]) => [[h('span.dot.' + MOOD[state]), say('state.' + state)], `${percent(seconds, found.seconds)}, ${duration(seconds)}`])),
        h('h3', say('evidence.limits')), facts([...found.withinLimits.map(each => [say('evidence.limit', {limit: ns(each.limitNs)}), percent(each.seconds, found.seconds)]), [say('evidence.utc'), percent(found.utcKnownSeconds, found.seconds)], [say('evidence.unnamed'), String(found.unnamedSeconds)]]),
        h('h3', say('evidence.traceability')), h('p.soft.small', say('evidence.traceabilityText'))),
      h('div.pair', list('evidence.holdovers', found.holdovers, ['evidence.heldFrom', 'evidence.heldTo', '#evidence.worst'], each => [instant(each.from), instant(each.to), each.worstBoundNs === null ? say('unknown') : ns(each.worstBoundNs)]),
        list('evidence.alarms', found.alarms, ['alarms.since', 'alarms.code', 'alarms.state', 'alarms.text'], each => [instant(each.cleared ?? each.raised), h('span.mono', each.code), each.state, each.text])),
      list('evidence.changes', found.changes, ['settings.when', 'settings.who', 'settings.what', 'settings.old', 'settings.new'], each => [instant(each.at), each.who, h('span.mono.small', each.what), shown(each.old), shown(each.new)]),
      h('div.pair', list('evidence.inForce', found.configurations, ['settings.when', 'settings.old', 'settings.new'], each => [instant(each.at), differing(each.old, each.new), differing(each.new, each.old)]),
        list('evidence.starts', found.starts, ['settings.when', 'system.board', 'evidence.unclean'], each => [instant(each.at), each.board, say(each.unclean ? 'evidence.uncleanYes' : 'evidence.uncleanNo')])),
      h('section.panel', h('h2', say('evidence.days')), h('p.soft.small', say('evidence.daysText')), facts([[say('ptp.identity'), h('span.mono', found.unit)], [say('evidence.key'), h('span.mono.small', found.publicKey)]]),
        table([say('evidence.day'), '#' + say('evidence.seconds'), '#' + say('evidence.notes'), say('evidence.head'), say('evidence.signature')], found.days.map(each => [each.day, each.head ? String(each.seconds) : '\u2013', each.head ? String(each.notes) : '\u2013', each.head ? h('span.mono.small.break', each.head) : h('span.soft', say('evidence.open')), each.signature ? h('span.good', say('evidence.signed')) : h('span.soft', say('evidence.open'))]), say('evidence.days'))));
  }
  const counted = (one, many, count) => say(count === 1 ? one : many, {count});
  const instant = text => String(text ?? '').replace(/(\.\d+)?Z$/, '').split('T').flatMap(part => [h('span.when', part), ' ']);
  const differing = (one, other) => h('div', Object.keys(one ?? {}).filter(key => JSON.stringify(one[key]) !== JSON.stringify(other?.[key])).map(key => h('div', h('span.mono.small', key), ' ', shown(one[key]))));
  function list(title, entries, columns, cells) {
    const name = say(title);
    return h('section.panel', h('div.row.apart', h('h2', name), h('span.soft', String(entries.length))), entries.length ? h('div.tall', table(columns.map(column => (column.startsWith('#') ? '#' : '') + say(column.replace('#', ''))), entries.map(cells), name)) : h('p.soft', say('evidence.none')));
  }
  async function verify() {
    if (!file.files.length) return;
    verdict.replaceChildren(h('p.soft', say('evidence.checking')));
    try {
      const found = await call('POST', 'evidence/verify', file.files[0], 'text/csv');
      const key = h('span.mono.small.break', found.publicKey || say('unknown'));
      verdict.replaceChildren(h('p.' + (found.good ? 'good' : 'bad'), h('strong', found.good ? say('evidence.good') : counted('evidence.bad1', 'evidence.badN', found.faults.length))),
        facts([[say('ptp.identity'), h('span.mono', found.unit || say('unknown'))], [say('evidence.key'), [key, ' ', h(found.ours ? 'span.good' : 'span.warn', say(found.ours ? 'evidence.ours' : 'evidence.foreign'))]], [say('evidence.isOf'), found.period], [say('evidence.signedDays'), String(found.signedDays)], [say('evidence.seconds'), String(found.seconds)], [say('evidence.notes'), String(found.notes)]]),
        found.faults.length ? h('ul.bad', found.faults.map(each => h('li', each))) : '', found.remarks.length ? h('div', h('h3', say('evidence.remarks')), h('ul.soft', found.remarks.map(each => h('li', each)))) : '');
    } catch (refused) {
      verdict.replaceChildren();
      toast(say('failed', {why: refused.message}));
    }
    file.value = '';
  }
  period(7);
}

import {h, text} from '../dom.js';
import {say} from '../strings.js';
import {get} from '../api.js';
import {scaled, ns, ppb, hex, clockTime, duration} from '../format.js';
import {fixName} from '../format.js';
import {plot} from '../plot.js';

const MOOD = {LOCKED: 'good', RECOVERING: 'warn', HOLDOVER: 'warn', ACQUIRING: 'warn', WARM_UP: 'warn'};

const side = ns => ns === null || Math.abs(ns) < 0.05 ? '' : say(ns > 0 ? 'ahead' : 'behind');

/** A reading under its name with a note; set(figure, unit, note). */
export function tile(label, id) {
  const figure = h('div.figure', {id});
  const note = h('div.note');
  return {place: h('div.panel.tile', h('div.label', label), figure, note), set(value, unit, what) {
    const now = value + '|' + unit;
    if (figure.dataset.now !== now) { figure.dataset.now = now; figure.replaceChildren(value, unit ? h('span.unit', unit) : ''); }
    text(note, what ?? '');
  }};
}

export default function page(holder, {onState, live}) {
  const state = h('div.state', {id: 'state'});
  const why = h('p.soft');
  const time = h('div.time', {id: 'time'});
  const date = h('div.soft');
  const glance = h('section.panel.glance.wide', {'aria-label': say('page.overview')}, h('div', state, why), h('div', time, date));
  const tiles = {offset: tile(say('offset'), 'offset'), bound: tile(say('bound'), 'bound'), true: tile(say('trueError'), 'true-error'), klass: tile(say('clockClass'), 'clock-class'),
    utc: tile(say('utcOffset'), 'utc-offset'), satellites: tile(say('satellites'), 'satellites'), clients: tile(say('clients'), 'clients'), frequency: tile(say('frequency'), 'frequency')};
  const alarms = h('div');
  const log = h('ul.log');
  const chart = plot([{label: say('offset'), colour: '--plot-1'}], {height: 190, unit: 'ns', caption: say('lastMinutes'), least: 10});
  holder.append(h('div.title', h('h1', say('page.overview'))), h('div.stack', glance, h('div.tiles', Object.values(tiles).map(each => each.place)),
    h('section.panel', h('h2', say('lastMinutes')), chart.place),
    h('div.pair', h('section.panel', h('h2', say('alarmsOpen')), alarms), h('section.panel', h('h2', say('happened')), log))));
  tiles.true.place.classList.add('hidden');
  get('history?seconds=900&points=900').then(kept => chart.set([kept.unixS, kept.offsetNs])).catch(() => {});
  let offset = 0;

  function second() {
    if (!live.state) return;
    const now = Date.now() + offset;
    const served = live.state.served;
    text(time, served ? clockTime(now) : '--:--:--');
    text(date, served ? new Date(now).toISOString().slice(0, 10) + ' ' + say('utc') + (live.state.utcOffsetValid ? '' : ', ' + say('utcUnsure')) : say('notServed'));
  }
  const timer = setInterval(second, 200);
  let alarmsShown = '';
  let logShown = '';
  const end = onState(now => {
    offset = (now.taiS !== null ? (now.taiS - now.utcOffsetS) * 1000 + (now.unixMs % 1000) : now.unixMs) - Date.now();
    const mood = MOOD[now.state] ?? 'bad';
    glance.classList.remove('good-top', 'warn-top', 'bad-top');
    glance.classList.add(mood + '-top');
    text(state, say('state.' + now.state));
    text(why, say('why.' + now.state));
    tiles.offset.set(...scaled(now.offsetNs, true), side(now.offsetNs));
    const [bound, unit] = scaled(now.boundNs);
    tiles.bound.set((now.boundNs === null ? '' : '\u00b1') + bound, unit, now.clockAccuracyNs === null ? say('accuracy', {hex: hex(now.clockAccuracy, 2)}) : say('accuracyNs', {hex: hex(now.clockAccuracy, 2), limit: ns(now.clockAccuracyNs)}));
    tiles.true.place.classList.toggle('hidden', now.trueErrorNs === null || !now.served);
    if (now.trueErrorNs !== null) tiles.true.set(...scaled(now.trueErrorNs, true), side(now.trueErrorNs));
    tiles.klass.set(String(now.clockClass), '', say('class.' + now.clockClass));
    tiles.utc.set(String(now.utcOffsetS), 's', say(now.utcOffsetValid ? 'valid' : 'notValid') + '; ' + (now.leapInS === null ? say('leapNone') : say('leapAhead', {sign: now.leapChangeS > 0 ? '+' : '\u2212', when: duration(now.leapInS)})));
    tiles.satellites.set(String(now.satellitesUsed), '', say('seen', {count: now.satellitesSeen, fix: fixName(now.fix)}));
    tiles.clients.set(String(now.clients), '', say('portsServing', {serving: now.portsServing, ports: now.ports}));
    tiles.frequency.set(...ppb(now.frequencyPpb).split('\u202f'), '');
    if (now.offsetNs !== null) chart.add([Math.floor(now.unixMs / 1000), now.offsetNs], 900);
    const standing = now.alarms.map(alarm => alarm.code + alarm.text).join();
    if (standing !== alarmsShown || !alarms.childElementCount) {
      alarmsShown = standing;
      alarms.replaceChildren(now.alarms.length ? h('ul.log', now.alarms.map(alarm => h('li', h('span.chip.' + (alarm.severity === 'minor' || alarm.severity === 'notice' ? 'warn' : 'bad'), alarm.severity), h('span', alarm.text)))) : h('p.good', say('alarmsNone')));
    }
    const happened = live.happened.length ? live.happened[0].time + live.happened[0].text + live.happened.length : 'none';
    if (happened !== logShown) {
      logShown = happened;
      log.replaceChildren(...(live.happened.length ? live.happened.slice(0, 8).map(each => h('li', h('span.soft', each.time), h('span', each.text))) : [h('li', h('span'), h('span.soft', say('happenedNone')))]));
    }
    second();
  });
  return () => { end(); clearInterval(timer); chart.end(); };
}

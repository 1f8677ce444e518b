import {h, table} from '../dom.js';
import {say} from '../strings.js';
import {call, get} from '../api.js';
import {dateTime} from '../format.js';

export default function page(holder, {live, admin, toast}) {
  const active = h('div');
  const recent = h('div');
  holder.append(h('div.title', h('h1', say('page.alarms'))), h('div.stack', h('section.panel', h('h2', say('alarms.active')), active), h('section.panel', h('h2', say('alarms.recent')), recent)));
  const chip = alarm => h('span.chip.' + (alarm.severity === 'minor' || alarm.severity === 'notice' ? 'warn' : 'bad'), alarm.severity);
  const when = taiS => taiS ? dateTime(taiS - (live.state?.utcOffsetS ?? 37)) : say('unknown');
  function seen(alarm) {
    if (alarm.acknowledged) return h('span.soft', say('alarms.acknowledged'));
    return admin ? h('button.plain', {'aria-label': say('alarms.acknowledge') + ' ' + alarm.code + ' ' + alarm.subject, onclick: async () => {
      try { await call('POST', `alarms/${encodeURIComponent(alarm.code)}/${encodeURIComponent(alarm.subject)}/acknowledge`); await load(); } catch (refused) { toast(say('failed', {why: refused.message})); }
    }}, say('alarms.acknowledge')) : '';
  }
  let shown = '';
  async function load() {
    const alarms = await get('alarms');
    const now = JSON.stringify(alarms);
    if (now === shown) return;
    shown = now;
    active.replaceChildren(alarms.active.length ? table([say('alarms.severity'), say('alarms.code'), say('alarms.subject'), say('alarms.text'), say('alarms.since'), ''],
      alarms.active.map(alarm => [chip(alarm), h('span.mono', alarm.code), alarm.subject, alarm.text, when(alarm.raisedTaiS), seen(alarm)]), say('alarms.active')) : h('p.good', say('alarms.none')));
    recent.replaceChildren(alarms.recent.length ? table([say('alarms.state'), say('alarms.code'), say('alarms.subject'), say('alarms.text'), say('alarms.since')],
      alarms.recent.map(alarm => [alarm.state, h('span.mono', alarm.code), alarm.subject, alarm.text, when(alarm.clearedTaiS ?? alarm.raisedTaiS)]), say('alarms.recent')) : h('p.soft', say('alarms.recentNone')));
  }
  load().catch(() => {});
  const timer = setInterval(() => load().catch(() => {}), 2000);
  return () => clearInterval(timer);
}

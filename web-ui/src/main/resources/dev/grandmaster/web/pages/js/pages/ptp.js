import {h, table, facts, swap} from '../dom.js';
import {say} from '../strings.js';
import {get} from '../api.js';
import {ns} from '../format.js';

/** Messages that tell how busy a port is, and what counts them. */
const RATES = [['Sync', ['tx_sync', 'tx_unicast_sync']], ['Announce', ['tx_announce', 'tx_unicast_announce']], ['Delay_Req', ['rx_delay_req']], ['Delay_Resp', ['tx_delay_resp']]];

export default function page(holder, {admin}) {
  const identity = h('span.mono');
  const body = h('div.pair');
  const others = h('div');
  const clients = h('div');
  const PAGE = 100;
  let offset = 0;
  holder.append(h('div.title', h('h1', say('page.ptp')), h('span.soft', say('ptp.identity') + ' ', identity)), h('div.stack', body, others, clients, admin ? h('p', h('a', {href: '#/settings?ptp.port'}, say('ptp.change'))) : ''));
  let before = null;
  const MOOD = {MASTER: 'good', PASSIVE: 'warn', LISTENING: 'warn', PRE_MASTER: 'warn', INITIALIZING: 'warn'};
  async function load() {
    const ptp = await get('ptp/ports');
    const at = performance.now();
    identity.textContent = ptp.clockIdentity;
    swap(body, ...(ptp.ports.length ? ptp.ports.map(port => {
      const key = 'port-' + port.instance + '-' + port.portNumber;
      const old = before?.ports.find(each => each.instance === port.instance && each.portNumber === port.portNumber);
      const speed = name => old && at > before.at && port.counters[name] >= old.counters[name] ? ((port.counters[name] - old.counters[name]) / (at - before.at) * 1000).toFixed(1) : '';
      const rates = !old ? '' : RATES.map(([name, counters]) => [name, counters.reduce((sum, counter) => sum + Number(speed(counter) || 0), 0)]).filter(([, sum]) => sum > 0).map(([name, sum]) => `${name} ${sum.toFixed(sum < 10 ? 1 : 0)}/s`).join(', ');
      return h('section.panel', h('div.row', h('h2', say('ptp.port', {number: port.portNumber}) + ', ' + port.interface + ' ' + port.transport), h('span.chip.' + (MOOD[port.state] ?? 'bad'), port.state)),
        facts([[say('ptp.instance'), port.instance], [say('ptp.domain'), String(port.domainNumber)], [say('ptp.link'), port.link.toLowerCase()], [say('ptp.stamps'), say('ptp.stampsBy.' + port.timestamping) + (port.stampedBy ? say('ptp.stampedBy', {clock: port.stampedBy}) : '')], [say('ptp.rates'), rates || (old ? say('none') : '\u2026')], [say('ptp.clients'), String(port.clients)], [say('ptp.better'), port.betterMaster ?? say('none')]]),
        h('details', {id: key}, h('summary', say('ptp.counters')), table([say('ptp.name'), '#' + say('ptp.count'), '#' + say('ptp.perSecond')], Object.keys(port.counters).map(name => [h('span.mono', name), String(port.counters[name]), speed(name)]), say('ptp.counters'))));
    }) : [h('p.panel', say('ptp.none'))]));
    swap(others, h('section.panel', h('h2', say('ptp.others')), ptp.otherMasters.length ? table([say('ptp.grandmaster'), say('ptp.by'), say('ptp.interface'), say('ptp.priorities'), 'clockQuality', '#stepsRemoved', say('ptp.traceable'), '#' + say('ptp.heard')], ptp.otherMasters.map(each => [h('span.mono', each.grandmasterIdentity), h('span.mono', each.clockIdentity + '/' + each.portNumber), say('ptp.inDomain', {interface: each.interface, transport: each.transport, domain: each.domainNumber}), `${each.priority1}, ${each.priority2}`, `${each.clockClass}, 0x${each.clockAccuracy.toString(16).toUpperCase()}`, String(each.stepsRemoved), say(each.timeTraceable ? 'yes' : 'no'), say('ptp.ago', {seconds: each.ageS})]), say('ptp.others')) : h('p.soft', say('ptp.noOthers'))));
    before = {at, ports: ptp.ports};
  }
  const rate = log => log < 0 ? 2 ** -log + '/s' : log === 0 ? '1/s' : '1 / ' + 2 ** log + '\u202fs';
  async function loadClients() {
    const list = await get(`ptp/clients?offset=${offset}&limit=${PAGE}`);
    if (list.total && offset >= list.total) { offset = 0; return loadClients(); }
    const turn = by => async () => { offset = Math.max(0, offset + by); await loadClients(); };
    const focused = document.activeElement?.id;
    swap(clients, h('section.panel', h('div.row', h('h2', say('ptp.clientTable')), h('span.soft', {id: 'client-range'}, list.total ? say('ptp.range', {from: offset + 1, to: offset + list.clients.length, total: list.total}) : ''),
      list.total > PAGE ? [h('button', {id: 'first', disabled: offset === 0, onclick: turn(-offset)}, say('ptp.first')), h('button', {id: 'earlier', disabled: offset === 0, onclick: turn(-PAGE)}, say('ptp.earlier')), h('button', {id: 'later', disabled: offset + PAGE >= list.total, onclick: turn(PAGE)}, say('ptp.later')), h('button', {id: 'last', disabled: offset + PAGE >= list.total, onclick: turn(Math.floor((list.total - 1) / PAGE) * PAGE - offset)}, say('ptp.last'))] : ''),
    list.clients.length ? table([say('ptp.address'), say('ptp.identity'), say('ptp.interface'), say('ptp.grants'), '#' + say('ptp.offsetReported'), '#' + say('ptp.lastRequest')], list.clients.map(each => [h('span.mono', each.address), h('span.mono', each.clockIdentity + '/' + each.portNumber), `${each.interface} ${each.transport}`,
      each.grants.map(grant => `${grant.messageType} ${rate(grant.logInterval)}`).join(', ') || say('none'), ns(each.offsetFromMasterNs, true), each.lastDelayReqS === null ? say('none') : say('ptp.ago', {seconds: each.lastDelayReqS.toFixed(0)})]), say('ptp.clientTable')) : h('p.soft', say('ptp.noClients')),
    list.refused.length ? [h('h3', say('ptp.refused')), table([say('ptp.address'), say('ptp.type'), say('ptp.why'), '#' + say('ptp.count')], list.refused.map(each => [h('span.mono', each.address), String(each.messageType), each.why, String(each.count)]), say('ptp.refused'))] : ''));
    if (['first', 'earlier', 'later', 'last'].includes(focused)) (document.getElementById(focused)?.disabled ? document.getElementById(focused === 'first' || focused === 'earlier' ? 'later' : 'earlier') : document.getElementById(focused))?.focus();
  }
  const both = () => { load().catch(() => {}); loadClients().catch(() => clients.replaceChildren()); };
  both();
  const timer = setInterval(both, 2000);
  return () => clearInterval(timer);
}

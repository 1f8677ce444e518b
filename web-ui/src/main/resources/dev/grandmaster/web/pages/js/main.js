// The frame: who is there, which page, what everybody must see. Pages come and go in <main>.
import {h, text} from './dom.js';
import {say} from './strings.js';
import {call, session} from './api.js';
import * as live from './live.js';
import {door} from './door.js';
import overview from './pages/overview.js';
import clock from './pages/clock.js';
import gnss from './pages/gnss.js';
import holdover from './pages/holdover.js';
import antenna from './pages/antenna.js';
import ptp from './pages/ptp.js';
import alarms from './pages/alarms.js';
import evidence from './pages/evidence.js';
import settings from './pages/settings.js';
import system from './pages/system.js';

const pages = {overview, clock, holdover, gnss, antenna, ptp, alarms, evidence, settings, system};
const app = document.getElementById('app');
let endPage = () => {};
let endFrame = () => {};

function theme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem('gm-theme', name);
  dispatchEvent(new Event('gm-theme'));
}
theme(localStorage.getItem('gm-theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));

function toast(words) {
  const note = h('div.toast', {role: 'status'}, words);
  document.querySelector('.toasts').append(note);
  setTimeout(() => note.remove(), 6000);
}

async function begin() {
  endPage(); endFrame(); live.stop();
  const who = await session();
  if (!who.user) {
    document.title = say('product');
    app.replaceChildren(door(who, begin));
    return;
  }
  frame(who);
}

function frame(who) {
  const links = Object.keys(pages).map(name => h('a', {href: '#/' + name, id: 'nav-' + name}, h('span', say('page.' + name))));
  const badge = h('span.badge.hidden');
  links[Object.keys(pages).indexOf('alarms')].append(badge);
  const main = h('main', {id: 'content', tabindex: '-1'});
  const lost = h('div.notice.bad-edge.hidden', {role: 'alert'}, h('span', say('lost')));
  const simulated = h('div.notice.hidden', h('span', say('simulated')));
  const rehearsing = h('div.notice.hidden', {id: 'rehearsing'}, h('span', say('holdover.banner')), h('a', {href: '#/holdover'}, say('holdover.see')));
  const pendingText = h('span');
  const pending = h('div.notice.hidden', {role: 'alert', id: 'pending'}, pendingText, ...(who.role === 'administrator' ? [
    h('button.primary', {id: 'keep', onclick: () => decide('confirm', 'settings.kept')}, say('settings.keep')),
    h('button', {id: 'rollback', onclick: () => decide('rollback', 'settings.rolledBack')}, say('settings.rollback'))] : []));
  const dark = () => document.documentElement.dataset.theme === 'dark';
  const themeButton = h('button.plain', {id: 'theme', onclick: () => { theme(dark() ? 'light' : 'dark'); text(themeButton, say(dark() ? 'theme.light' : 'theme.dark')); }}, say(dark() ? 'theme.light' : 'theme.dark'));
  app.replaceChildren(h('a.skip', {href: '#content', onclick: event => { event.preventDefault(); main.focus(); }}, say('skip')), h('div.frame',
    h('header.rail', h('div.brand', h('img', {src: '/icon.svg', alt: ''}), say('product')), h('nav', {'aria-label': say('menu')}, links),
      h('div.foot', h('span.soft', say('loggedIn', {user: who.user, role: say('role.' + who.role)})), themeButton,
        h('button.plain', {id: 'logout', onclick: async () => { await call('DELETE', 'session').catch(() => {}); begin(); }}, say('logout')))),
    main), h('div.toasts', {'aria-live': 'polite'}));
  const holder = h('div');

  async function decide(what, done) {
    try { await call('POST', 'settings/' + what); toast(say(done)); dispatchEvent(new Event('gm-settings')); }
    catch (refused) { toast(say('failed', {why: refused.message})); }
  }
  function show() {
    const name = location.hash.replace(/^#\/?/, '').split('?')[0];
    const page = pages[name] ? name : 'overview';
    endPage();
    links.forEach((link, i) => Object.keys(pages)[i] === page ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current'));
    document.title = say('page.' + page) + ' - ' + say('product');
    holder.replaceChildren();
    main.replaceChildren(lost, pending, rehearsing, simulated, holder);
    endPage = pages[page](holder, {who, admin: who.role === 'administrator', toast, onState: live.onState, live: live.latest}) ?? (() => {});
    main.scrollTop = 0;
  }
  const endState = live.onState(state => {
    simulated.classList.toggle('hidden', !state.simulated);
    rehearsing.classList.toggle('hidden', !state.rehearsing);
    const count = state.alarms?.length ?? 0;
    badge.classList.toggle('hidden', count === 0);
    text(badge, String(count));
    const left = state.confirmWithinS;
    pending.classList.toggle('hidden', left === null || left === undefined);
    if (left !== null && left !== undefined) text(pendingText, say('settings.pending', {left}));
  });
  const connection = () => lost.classList.toggle('hidden', live.latest.connected);
  addEventListener('gm-connection', connection);
  addEventListener('hashchange', show);
  endFrame = () => { endState(); removeEventListener('hashchange', show); removeEventListener('gm-connection', connection); endFrame = () => {}; };
  live.start();
  show();
}

addEventListener('gm-logged-out', () => { if (document.querySelector('.frame')) begin(); });
begin().catch(() => setTimeout(() => location.reload(), 3000));

import {h, table, facts} from '../dom.js';
import {say} from '../strings.js';
import {call, get} from '../api.js';
import {dateTime, duration, value} from '../format.js';

export default function page(holder, {admin, toast}) {
  const unit = h('section.panel');
  const certificate = h('section.panel');
  const support = h('section.panel', h('h2', say('system.support')), h('p.soft', say('system.supportText')), h('p', h('a.button', {href: '/api/v1/support-bundle', download: '', id: 'support-bundle'}, say('system.supportGet'))));
  const accounts = h('section.panel');
  const tokens = h('section.panel');
  const audit = h('section.panel.wide');
  holder.append(h('div.title', h('h1', say('page.system'))), h('div.pair', unit, h('div.stack', certificate, admin ? support : ''), admin ? [accounts, tokens, audit] : ''));
  const tried = async work => { try { await work(); } catch (refused) { toast(say('failed', {why: refused.message})); } };
  async function loadUnit() {
    const now = await get('system');
    unit.replaceChildren(h('h2', say('system.unit')), facts([[say('system.board'), now.board], [say('ptp.identity'), now.clockIdentity], [say('system.version'), now.version], [say('system.java'), now.java], [say('system.os'), now.system], [say('system.uptime'), duration(now.uptimeS)],
      [say('system.memory'), say('system.memoryText', {rss: now.residentMiB ?? say('unknown'), used: now.heapUsedMiB, max: now.heapMaxMiB})], [say('system.processors'), String(now.processors) + ', ' + say('system.threads', {count: now.threads ?? say('unknown')})], [say('system.disk'), now.diskFreeMiB === null ? say('unknown') : now.diskFreeMiB + ' MiB']]));
    return now;
  }
  function showCertificate(now) {
    const own = now.certificate;
    const area = h('textarea', {id: 'pem', rows: 5, spellcheck: 'false', placeholder: '-----BEGIN CERTIFICATE-----'});
    certificate.replaceChildren(h('h2', say('system.certificate')), own ? facts([[say('system.subject'), own.subject + (own.selfMade ? ' (' + say('system.selfMade') + ')' : '')], [say('system.issuer'), own.issuer], [say('system.until'), dateTime(own.notAfterUnixS)], [say('system.fingerprint'), h('span.mono.small', own.sha256)]]) : h('p.soft', say('system.noTls')),
      own && admin ? h('form', {onsubmit: event => { event.preventDefault(); tried(async () => { await call('PUT', 'certificate', area.value, 'application/x-pem-file'); toast(say('system.replaced')); showCertificate(await loadUnit()); }); }}, h('div.field', h('label', {for: 'pem'}, say('system.pem')), area), h('button', say('system.replace'))) : '');
  }
  async function loadAccess() {
    const people = (await get('accounts')).accounts;
    const machines = (await get('tokens')).tokens;
    const roles = id => h('select', {id}, ['viewer', 'administrator'].map(role => h('option', {value: role}, say('role.' + role))));
    const user = h('input', {id: 'account-name', autocomplete: 'off', autocapitalize: 'none', required: true});
    const password = h('input', {id: 'account-password', type: 'password', autocomplete: 'new-password', minlength: 10, required: true});
    const role = roles('account-role');
    accounts.replaceChildren(h('h2', say('system.accounts')), table([say('system.name'), say('system.role'), ''], people.map(each => [each.user, say('role.' + each.role), h('button.plain', {'aria-label': say('system.remove') + ' ' + each.user, onclick: () => tried(async () => { await call('DELETE', 'accounts/' + each.user); loadAccess(); })}, say('system.remove'))]), say('system.accounts')),
      h('form', {onsubmit: event => { event.preventDefault(); tried(async () => { await call('PUT', 'accounts/' + encodeURIComponent(user.value), {role: role.value, password: password.value}); loadAccess(); }); }}, h('h3', say('system.add')), h('div.field', h('label', {for: 'account-name'}, say('system.name')), user), h('div.field', h('label', {for: 'account-role'}, say('system.role')), role), h('div.field', h('label', {for: 'account-password'}, say('door.passwordNew')), password), h('button', say('system.add'))));
    const name = h('input', {id: 'token-name', autocomplete: 'off', autocapitalize: 'none', required: true});
    const tokenRole = roles('token-role');
    const once = h('p.mono.small', {role: 'status'});
    tokens.replaceChildren(h('h2', say('system.tokens')), machines.length ? table([say('system.name'), say('system.role'), say('system.created'), ''], machines.map(each => [each.name, say('role.' + each.role), dateTime(each.createdUnixS), h('button.plain', {'aria-label': say('system.remove') + ' ' + each.name, onclick: () => tried(async () => { await call('DELETE', 'tokens/' + each.name); loadAccess(); })}, say('system.remove'))]), say('system.tokens')) : h('p.soft', say('system.tokensNone')),
      h('form', {onsubmit: event => { event.preventDefault(); tried(async () => { const made = await call('POST', 'tokens', {name: name.value, role: tokenRole.value}); await loadAccess(); tokens.querySelector('[role=status]').textContent = say('system.tokenOnce', {token: made.token}); }); }}, h('h3', say('system.make')), h('div.field', h('label', {for: 'token-name'}, say('system.name')), name), h('div.field', h('label', {for: 'token-role'}, say('system.role')), tokenRole), h('button', say('system.make')), once));
    const entries = (await get('audit')).audit;
    audit.replaceChildren(h('h2', say('system.audit')), entries.length ? table([say('settings.when'), say('settings.who'), say('settings.what'), say('settings.old'), say('settings.new')], entries.slice(0, 100).map(each => [dateTime(each.unixS), each.who, each.what, each.old === null ? '' : value(each.old), each.new === null ? '' : value(each.new)]), say('system.audit')) : h('p.soft', say('system.auditNone')));
  }
  loadUnit().then(showCertificate).catch(() => {});
  if (admin) loadAccess().catch(() => {});
  const timer = setInterval(() => loadUnit().catch(() => {}), 5000);
  return () => clearInterval(timer);
}
